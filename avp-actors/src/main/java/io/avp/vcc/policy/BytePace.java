package io.avp.vcc.policy;

/**
 * How much may be read by now of one that must not notice it: a token bucket of bytes. Not safe for
 * several threads; times are readings of a monotonic clock.
 */
public final class BytePace {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final int bytesPerSecond;
  private final int burst;

  /** When all that was read so far is paid for. */
  private long paidNanos;

  /**
   * Nothing read.
   *
   * @param bytesPerSecond 1 or more
   * @param burst bytes that may be read at once, 1 or more
   */
  public BytePace(int bytesPerSecond, int burst, long nowNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.burst = burst;
    this.paidNanos = nowNanos - nanos(burst);
  }

  /** Bytes were read, also if they were more than was permitted: that is paid for later. */
  public void read(int bytes, long nowNanos) {
    paidNanos = Math.max(paidNanos, nowNanos - nanos(burst)) + nanos(bytes);
  }

  /** How long to wait before anything more is read; 0 if nothing has to be waited for. */
  public long waitNanos(long nowNanos) {
    return Math.max(0, paidNanos - nowNanos);
  }

  private long nanos(int bytes) {
    return bytes * SECOND_NANOS / bytesPerSecond;
  }
}
