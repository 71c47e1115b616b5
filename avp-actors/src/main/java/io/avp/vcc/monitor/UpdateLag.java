package io.avp.vcc.monitor;

/** How long updates took; all in nanoseconds. Not safe for several threads. */
public final class UpdateLag {
  private long updates;
  private long sumNanos;
  private long longestNanos;

  /** An update took so long, 0 or more. */
  public void add(long nanos) {
    updates++;
    sumNanos += nanos;
    longestNanos = Math.max(longestNanos, nanos);
  }

  /** Updates so far. */
  public long updates() {
    return updates;
  }

  /** What they took together. */
  public long sumNanos() {
    return sumNanos;
  }

  /** What the longest took. */
  public long longestNanos() {
    return longestNanos;
  }
}
