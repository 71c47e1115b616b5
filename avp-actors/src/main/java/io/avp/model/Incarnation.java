package io.avp.model;

/**
 * One life of a virtual peer: when its home dies, another node starts the next one.
 *
 * @param avp whose life
 * @param epoch from 1; a higher one makes everything of the lower ones void
 */
public record Incarnation(AvpId avp, long epoch) {
  /**
   * Checks the epoch.
   *
   * @throws IllegalArgumentException if {@code epoch} is below 1
   */
  public Incarnation {
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs begin at 1, not " + epoch);
    }
  }

  /** The life that follows this one. */
  public Incarnation next() {
    return new Incarnation(avp, epoch + 1);
  }
}
