package io.avp.ops.demo;

/**
 * What the same queries would cost on an unmanaged overlay: a random graph of the same peers with
 * the measured mean degree of 9.86, flooded with a TTL of 7 that reaches everybody.
 *
 * <p>Every peer but the asker forwards a query on all its links but the one it came on, the asker
 * on all: 2E - N + 1 descriptors per query, with E = 9.86 N / 2 links. On few peers the mean degree
 * is at most N - 1.
 */
final class Flooding {
  private static final double MEAN_DEGREE = 9.86;

  private Flooding() {}

  /** Query descriptors that flooding sends. */
  static double descriptors(int peers, long queries) {
    double links = Math.min(MEAN_DEGREE, peers - 1) * peers / 2;
    return queries * (2 * links - peers + 1);
  }

  /** What flooding would send more than was {@code carried}. */
  static double saved(int peers, long queries, long carried) {
    return descriptors(peers, queries) - carried;
  }

  /** How the saving comes about, for people. */
  static String explain(int peers, long queries, long carried) {
    return String.format(
        "descriptors saved = queries x (2E - N + 1) - carried by sockets"
            + " = %d x %.1f - %d = %.0f%n"
            + "  (N = %d servents on a random graph of mean degree 9.86, E = 9.86 N / 2, TTL 7)",
        queries, descriptors(peers, 1), carried, saved(peers, queries, carried), peers);
  }
}
