package io.avp.nol.monitor;

/**
 * Round-trip time of one relation from its alive pings: smoothed (weight 1/8, as TCP does) and
 * smallest. Not safe for several threads.
 */
public final class RttMeter {
  private static final double WEIGHT = 0.125;
  private static final double NANOS_PER_MILLI = 1e6;

  private double smoothedNanos = -1;
  private long minNanos = Long.MAX_VALUE;
  private int samples;

  /** Adds a measurement, 0 or more; others are left out. */
  public void sample(long nanos) {
    if (nanos < 0) {
      return;
    }
    smoothedNanos = samples == 0 ? nanos : smoothedNanos + WEIGHT * (nanos - smoothedNanos);
    minNanos = Math.min(minNanos, nanos);
    samples++;
  }

  /** Smoothed time in milliseconds; -1 if none was measured yet. */
  public double smoothedMillis() {
    return samples == 0 ? -1 : smoothedNanos / NANOS_PER_MILLI;
  }

  /** Smallest time in milliseconds; -1 if none was measured yet. */
  public double minMillis() {
    return samples == 0 ? -1 : minNanos / NANOS_PER_MILLI;
  }

  /** Number of measurements. */
  public int samples() {
    return samples;
  }
}
