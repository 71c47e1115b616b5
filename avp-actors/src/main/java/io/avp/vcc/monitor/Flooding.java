package io.avp.vcc.monitor;

/**
 * What an unmanaged overlay of the same peers would send: a random graph in which each has d
 * relations, flooded with a TTL that reaches everybody.
 *
 * <ul>
 *   <li>A flooded descriptor: the one that asks sends it on all its d relations, each of the others
 *       on all but the one that it came by: d + (N - 1)(d - 1) = N(d - 1) + 1 descriptors.
 *   <li>An answer takes as many descriptors as it makes hops: the mean distance, ln N / ln d.
 *   <li>A flooded ping is answered by all others: N(d - 1) + 1 + (N - 1) ln N / ln d.
 * </ul>
 *
 * <p>Capacity is endless and nothing is lost: this is what is demanded, not what such an overlay
 * would carry.
 *
 * @param peers N, 2 or more
 * @param degree d, mean number of relations, above 1, at most N - 1; 1 if there are two
 */
public record Flooding(long peers, double degree) {
  /** Relations of a peer in a real unmanaged overlay (paper, section II). */
  public static final double MEASURED_DEGREE = 9.86;

  public Flooding {
    if (peers < 2 || !(degree <= peers - 1) || !(degree > 1 || peers == 2)) {
      throw new IllegalArgumentException(peers + " peers of " + degree + " relations");
    }
  }

  /** Of so many peers with the measured number of relations, or all of them if there are fewer. */
  public static Flooding of(long peers) {
    return new Flooding(peers, Math.min(MEASURED_DEGREE, (double) (peers - 1)));
  }

  /** Descriptors that one flooded query or ping becomes. */
  public double flood() {
    return peers * (degree - 1) + 1;
  }

  /** Descriptors that one answer becomes. */
  public double answer() {
    // In a complete graph everybody is one hop away.
    return degree == (double) (peers - 1) ? 1 : Math.log((double) peers) / Math.log(degree);
  }

  /** Descriptors of pings and pongs that one ping causes. */
  public double ping() {
    return flood() + (peers - 1) * answer();
  }
}
