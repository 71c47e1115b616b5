package io.avp.gnutella.stream;

/**
 * On which I/O shard somebody who is about to come should live: where the least is to be done, by
 * the connections that are there and those that its residents will get.
 */
final class ShardChoice {
  /** A resident counts as so many connections: it has none at first, and work without any. */
  private static final int CONNECTIONS_PER_RESIDENT = 32;

  private ShardChoice() {}

  /**
   * The index of the shard; of several that are equal, the first.
   *
   * @param residents number of those who live there, by shard
   * @param connections number of sockets, by shard
   */
  static int of(int[] residents, int[] connections) {
    int best = 0;
    for (int i = 1; i < residents.length; i++) {
      if (load(residents[i], connections[i]) < load(residents[best], connections[best])) {
        best = i;
      }
    }
    return best;
  }

  private static long load(int residents, int connections) {
    return connections + (long) CONNECTIONS_PER_RESIDENT * residents;
  }
}
