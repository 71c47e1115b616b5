package io.avp.ops.workload;

import java.util.concurrent.atomic.LongAdder;

/** What all servents of a workload did, in descriptors. */
final class ServentCounters {
  final LongAdder tableFramesSent = new LongAdder();
  final LongAdder queriesSent = new LongAdder();
  final LongAdder queriesReceived = new LongAdder();
  final LongAdder hitsSent = new LongAdder();
  final LongAdder hitsReceived = new LongAdder();
  final LongAdder pushesReceived = new LongAdder();
  final LongAdder pingsAnswered = new LongAdder();
  final LongAdder malformed = new LongAdder();
}
