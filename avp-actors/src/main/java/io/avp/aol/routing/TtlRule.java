package io.avp.aol.routing;

/**
 * How far a descriptor may still go (fact sheet, sections 2.2 and 2.3). Never raises a TTL, except
 * for a hit's last hop to a leaf.
 *
 * @param maxTtl largest TTL plus hops that is passed on; more is trimmed
 * @param hardLimit largest TTL plus hops that is passed on at all
 */
public record TtlRule(int maxTtl, int hardLimit) {
  /** As gtk-gnutella's: 4 at most, above 15 nothing. */
  public static final TtlRule STANDARD = new TtlRule(4, 15);

  /** What may be done with a descriptor as received. */
  public enum Reach {
    /** Anybody may get it. */
    ONWARD,
    /** The last hop: own leaves and this virtual peer itself only. */
    LEAVES_ONLY,
    /** Above the hard limit: looked at here, passed to nobody, counted against the neighbour. */
    HIGH_TTL,
    /** TTL 0: not to be handled at all, unless it is an alive ping or a reply for us. */
    EXPIRED,
    /** 255 hops: thrown away. */
    MAX_HOPS
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException unless 1 &le; maxTtl &le; hardLimit &le; 63
   */
  public TtlRule {
    if (maxTtl < 1 || hardLimit < maxTtl || hardLimit > 63) {
      throw new IllegalArgumentException("TTL limits out of range: " + maxTtl + ", " + hardLimit);
    }
  }

  /** Judges TTL and hops as received, 0 to 255 each. */
  public Reach judge(int ttl, int hops) {
    if (hops >= 255) {
      return Reach.MAX_HOPS;
    }
    if (ttl == 0) {
      return Reach.EXPIRED;
    }
    if (ttl + hops > hardLimit) {
      return Reach.HIGH_TTL;
    }
    return relayedTtl(ttl, hops) > 0 ? Reach.ONWARD : Reach.LEAVES_ONLY;
  }

  /** TTL of a copy for the next ultrapeer: trimmed, one less; 0 or less is not to be sent. */
  public int relayedTtl(int ttl, int hops) {
    return Math.min(ttl, maxTtl - hops) - 1;
  }

  /**
   * TTL of a hit or push on its recorded way back, which is not trimmed to {@link #maxTtl}: routes
   * may be longer.
   *
   * @param toLeaf true if the next hop is a leaf: a spent TTL still reaches it
   * @return 0 or less if it ends here
   */
  public static int replyTtl(int ttl, int hops, boolean toLeaf) {
    if (hops >= 255) {
      return 0;
    }
    return toLeaf ? Math.max(1, ttl - 1) : ttl - 1;
  }

  /** Hops of every copy. */
  public static int relayedHops(int hops) {
    return Math.min(255, hops + 1);
  }
}
