package io.avp.model;

/**
 * A token bucket that keeps its state in one long: the moment at which the bucket would be full
 * again, moved on by one interval per permit (generic cell rate algorithm).
 *
 * <p>Times are readings of a monotonic clock; a fresh bucket's state is the time it was made.
 *
 * @param intervalNanos time in which one token grows, above 0
 * @param burst tokens of a full bucket, 1 or more
 */
public record RateLimit(long intervalNanos, int burst) {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the interval or the burst is below 1, or their product does
   *     not fit
   */
  public RateLimit {
    if (intervalNanos < 1 || burst < 1 || burst > Long.MAX_VALUE / 4 / intervalNanos) {
      throw new IllegalArgumentException(
          "rate out of range: one in " + intervalNanos + " ns, burst " + burst);
    }
  }

  /** So many in so many seconds, spread evenly, at most {@code burst} at once. */
  public static RateLimit of(int permits, int seconds, int burst) {
    return new RateLimit(seconds * SECOND / permits, burst);
  }

  /** True if a bucket in this state has a token. */
  public boolean permits(long state, long nowNanos) {
    return state - nowNanos <= (burst - 1) * intervalNanos;
  }

  /** The state after one token was taken. */
  public long taken(long state, long nowNanos) {
    return (state - nowNanos > 0 ? state : nowNanos) + intervalNanos;
  }

  /** True if a bucket in this state is full, so that nothing is lost by forgetting it. */
  public boolean full(long state, long nowNanos) {
    return state - nowNanos <= 0;
  }
}
