package io.avp.vcc.monitor;

/**
 * Events per second, the mean of about the last minute: what is older counts less and less. Times
 * are readings of a monotonic clock in nanoseconds. Not safe for several threads.
 */
public final class RateMeter {
  private static final double SECONDS = 60;
  private static final double NANOS = 1e9;

  private final long sinceNanos;
  private double events;
  private long lastNanos;

  /** Begins. */
  public RateMeter(long nowNanos) {
    sinceNanos = nowNanos;
    lastNanos = nowNanos;
  }

  /** So many events happened. */
  public void add(int number, long nowNanos) {
    decay(nowNanos);
    events += number;
  }

  /** The rate at this moment. */
  public double perSecond(long nowNanos) {
    decay(nowNanos);
    double age = (nowNanos - sinceNanos) / NANOS;
    // As much of the weight as there was time for: a short life is no low rate.
    double weight = SECONDS * -Math.expm1(-age / SECONDS);
    return weight > 0 ? events / weight : 0;
  }

  private void decay(long nowNanos) {
    events *= Math.exp(-(nowNanos - lastNanos) / NANOS / SECONDS);
    lastNanos = nowNanos;
  }
}
