package io.avp.ops.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How long something would have taken without the other programs of the machine: the time that
 * passed, less their share of the processors. What our processes waited for, other than a
 * processor, counts in full.
 */
final class Undisturbed {
  private static final Path STATISTICS = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;
  private static final int IDLE = 3;
  private static final int WAITING = 4;

  /** User, nice, system, idle, waiting for disks, interrupts, soft interrupts, stolen. */
  private static final int FIELDS = 8;

  private final long started = System.nanoTime();
  private final long[] before = ticks();

  private Undisturbed() throws IOException {}

  static Undisturbed start() throws IOException {
    return new Undisturbed();
  }

  /**
   * Seconds until now.
   *
   * @param own processor time of what is measured, in seconds
   */
  double seconds(double own) throws IOException {
    double passed = (System.nanoTime() - started) / 1e9;
    long[] now = ticks();
    double all = 0;
    for (int i = 0; i < now.length; i++) {
      all += (now[i] - before[i]) / TICKS_PER_SECOND;
    }
    if (all == 0) {
      return passed; // a system that does not tell
    }
    double idle = (now[IDLE] - before[IDLE] + now[WAITING] - before[WAITING]) / TICKS_PER_SECOND;
    return passed * Math.min(1, (own + idle) / all);
  }

  private static long[] ticks() throws IOException {
    if (!Files.exists(STATISTICS)) {
      return new long[FIELDS];
    }
    String total = Files.readAllLines(STATISTICS).get(0);
    return Arrays.stream(total.split("\\s+"))
        .skip(1)
        .limit(FIELDS)
        .mapToLong(Long::parseLong)
        .toArray();
  }
}
