package io.avp.ops.workload;

import java.util.concurrent.TimeUnit;

/** When things are due that happen evenly, from now on. What is late does not delay the rest. */
public final class Pace {
  private final long startNanos = System.nanoTime();
  private final double gapNanos;

  /** So many in a second, above 0. */
  public Pace(double perSecond) {
    gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /** When number {@code n}, from 0, is due, by the monotonic clock. */
  public long dueNanos(long n) {
    return startNanos + (long) (n * gapNanos);
  }

  /** Waits until number {@code n} is due; not at all if it was before. */
  public void await(long n) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(dueNanos(n) - System.nanoTime());
  }
}
