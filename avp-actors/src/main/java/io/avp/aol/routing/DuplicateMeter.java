package io.avp.aol.routing;

/**
 * Counts what one neighbour repeats. Only repetitions of its own messages count: copies that come
 * by several paths are the overlay's nature.
 */
public final class DuplicateMeter {
  private static final int ENOUGH = 5;
  private static final double SHARE = 0.015;

  private long received;
  private int repeated;

  /** A descriptor came. */
  public void received() {
    received++;
  }

  /** That descriptor had come from the same neighbour before ({@link Seen#REPEATED}). */
  public void repeated() {
    repeated++;
  }

  /** True if at least 5 and more than 1.5 % were repetitions: reason to part. */
  public boolean tooMany() {
    return repeated >= ENOUGH && repeated > received * SHARE;
  }

  /** Repetitions so far. */
  public int count() {
    return repeated;
  }
}
