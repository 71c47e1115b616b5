package io.avp.model;

/**
 * How many relations a virtual peer wants and takes.
 *
 * @param leavesMax most leaves, 0 or more
 * @param ultrapeersWanted ultrapeers it dials for, 0 to {@code ultrapeersMax}
 * @param ultrapeersMax most ultrapeers, 0 or more
 * @param legacyMax most servents that speak 0.4, 0 or more
 */
public record DegreeBand(int leavesMax, int ultrapeersWanted, int ultrapeersMax, int legacyMax) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public DegreeBand {
    if (leavesMax < 0
        || ultrapeersWanted < 0
        || ultrapeersMax < ultrapeersWanted
        || legacyMax < 0) {
      throw new IllegalArgumentException(
          "degree band out of range: leaves-max "
              + leavesMax
              + ", ultrapeers-wanted "
              + ultrapeersWanted
              + ", ultrapeers-max "
              + ultrapeersMax
              + ", legacy-max "
              + legacyMax);
    }
  }
}
