package io.avp.aol.topology;

import io.avp.model.RelationKind;

/**
 * How often relations are asked for a sign of life. Servents part with an ultrapeer that does not
 * ping them: gtk-gnutella wants one from us in 20 s (ultrapeers) and 120 s (leaves).
 *
 * @param ultrapeerNanos between pings to an ultrapeer; with the ticks' granularity at most 15 s
 * @param leafNanos between pings to a leaf; with the ticks' granularity at most 90 s
 * @param maxUnanswered pings in a row without an answer after which a relation is given up, 1 to 7
 */
public record AliveRule(long ultrapeerNanos, long leafNanos, int maxUnanswered) {
  /** Every 12 s, every 75 s; given up after 5. */
  public static final AliveRule STANDARD = new AliveRule(12_000_000_000L, 75_000_000_000L, 5);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public AliveRule {
    if (ultrapeerNanos < 1 || leafNanos < 1 || maxUnanswered < 1 || maxUnanswered > 7) {
      throw new IllegalArgumentException("alive pings out of range");
    }
  }

  long period(RelationKind kind) {
    return kind == RelationKind.LEAF ? leafNanos : ultrapeerNanos;
  }
}
