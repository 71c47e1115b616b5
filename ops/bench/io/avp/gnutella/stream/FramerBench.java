package io.avp.gnutella.stream;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Cutting a read of 1,040 queries of 63 bytes into frames and copying them into a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FramerBench {
  private static final int FRAMES = 1040;

  /** Bytes that are fed at a time: one frame, or all. */
  @Param({"63", "65520"})
  public int read;

  private final byte[] stream = QueryStream.of(FRAMES);
  private final Framer framer = new Framer(null);

  /** Nanoseconds per frame. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int feed() {
    Batch batch = new Batch();
    for (int at = 0; at < stream.length; at += read) {
      framer.feed(stream, at, at + read, () -> batch);
    }
    return batch.size();
  }
}
