package io.avp.aol.routing;

/**
 * How far queries of leaves go beyond the realm.
 *
 * @param target results that suffice, 1 to 255
 * @param hopNanos how long results of an ultrapeer are waited for, per hop, in nanoseconds, above 0
 * @param lifeNanos how long a query is sent on at most, in nanoseconds, above 0
 */
public record DynamicQueryRules(int target, long hopNanos, long lifeNanos) {
  /** Results that suffice for one exact file. */
  private static final int URN_TARGET = 10;

  /**
   * Results for one query.
   *
   * @param urn it asks for one exact file
   * @param wanted what it says itself, 0 if nothing
   */
  public int target(boolean urn, int wanted) {
    int most = urn ? Math.min(target, URN_TARGET) : target;
    return wanted == 0 ? most : Math.min(wanted, most);
  }
}
