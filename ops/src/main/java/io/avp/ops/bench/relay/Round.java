package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.Outcome;

/**
 * What one relay did in one round.
 *
 * @param load what the load found
 * @param cpu time of its processes, in nanoseconds
 * @param allocated bytes in its JVMs; 0 if nobody asked
 * @param compiling part of {@code cpu} that the compilers of its JVMs took; 0 if nobody asked
 */
record Round(Outcome load, long cpu, long allocated, long compiling) {
  /** CPU nanoseconds per inbound descriptor. */
  double nanosEach() {
    return cpu / (double) load.queries();
  }

  /** CPU nanoseconds per copy that was delivered. */
  double nanosPerCopy() {
    return cpu / (double) load.copies();
  }

  /** Inbound descriptors per second. */
  double perSecond() {
    return load.queries() * 1e9 / load.nanos();
  }

  /** Bytes allocated per inbound descriptor. */
  double bytesEach() {
    return allocated / (double) load.queries();
  }

  /** Share of the CPU time that the compilers took, 0 to 1. */
  double compilingShare() {
    return compiling / (double) cpu;
  }

  /** Microseconds from the write of a query to the read of half of the copies. */
  double middleLatency() {
    return load.latencies().percentile(0.5) / 1e3;
  }

  /** Microseconds from the write of a query to the read of 99 of 100 copies. */
  double highLatency() {
    return load.latencies().percentile(0.99) / 1e3;
  }

  /** Percent of the copies that never came. */
  double lost() {
    return 100.0 * load.lost() / (load.lost() + load.copies());
  }
}
