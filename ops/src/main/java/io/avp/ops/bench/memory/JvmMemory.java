package io.avp.ops.bench.memory;

import java.io.IOException;

/**
 * Memory of a JVM.
 *
 * @param classes of reachable objects, after a full collection
 * @param resident bytes that the process holds in memory
 */
public record JvmMemory(ClassHistogram classes, long resident) {
  private static final String HISTOGRAM = "GC.class_histogram";

  /** Asks a JVM to collect, twice: references that the first one cleared hold more. */
  public static JvmMemory of(long pid) throws IOException, InterruptedException {
    Jcmd.run(pid, HISTOGRAM);
    ClassHistogram classes = ClassHistogram.parse(Jcmd.run(pid, HISTOGRAM));
    return new JvmMemory(classes, ResidentMemory.of(pid));
  }

  /** Bytes of reachable objects. */
  public long live() {
    return classes.bytes();
  }
}
