package io.avp.aol.routing;

/**
 * Counts what no honest neighbour does: messages that are weird (own GUID, fake hops, a one-hop
 * message that has travelled), malformed, or with a TTL above the hard limit.
 */
public final class WeirdMeter {
  private static final int MAX_WEIRD = 5;
  private static final int MAX_HIGH_TTL = 10;
  private static final int NEAR_HOPS = 2;

  private int weird;
  private int highTtl;

  /** A weird message came. */
  public void weird() {
    weird++;
  }

  /** A message above the hard TTL limit came; only such as started near the neighbour count. */
  public void highTtl(int hops) {
    if (hops <= NEAR_HOPS) {
      highTtl++;
    }
  }

  /** True from the fifth weird message on: a security violation. */
  public boolean tooWeird() {
    return weird >= MAX_WEIRD;
  }

  /** True after more than ten messages above the TTL limit. */
  public boolean tooManyHighTtl() {
    return highTtl > MAX_HIGH_TTL;
  }
}
