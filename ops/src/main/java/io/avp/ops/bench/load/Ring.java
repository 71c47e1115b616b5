package io.avp.ops.bench.load;

/**
 * Copies go to connections that follow the sender's in a ring. If everybody sends, everybody gets
 * as many copies as everybody else.
 *
 * <p>Connection {@code i} belongs to node {@code i % nodes}; all copies of a query go to
 * connections of one node.
 *
 * @param connections number of connections, a multiple of {@code nodes} and of {@code every}
 * @param width copies per query, 1 or more
 * @param nodes 1 or more
 * @param shift from a sender to the first that gets a copy, 1 or more; the last one is {@code
 *     (width - 1) * nodes} further and must not be the sender again
 * @param every 1 if all connections send, n if only every n-th does
 */
public record Ring(int connections, int width, int nodes, int shift, int every) implements FanOut {
  /** Checks the ranges. */
  public Ring {
    if (width < 1
        || nodes < 1
        || shift < 1
        || every < 1
        || connections % nodes != 0
        || connections % every != 0
        || connections <= shift + (width - 1) * nodes) {
      throw new IllegalArgumentException(
          connections + " connections of " + nodes + " nodes cannot get " + width);
    }
  }

  /** On one node; everybody sends. */
  public Ring(int connections, int width) {
    this(connections, width, 1, 1, 1);
  }

  /** On one node; only connections 0, {@code every}, 2 {@code every} ... send. */
  public static Ring quiet(int connections, int width, int every) {
    return new Ring(connections, width, 1, 1, every);
  }

  /** All copies of a query go to the node behind the sender's. */
  public static Ring crossing(int connections, int width, int nodes) {
    return new Ring(connections, width, nodes, 1, 1);
  }

  /** All copies of a query stay on the sender's node. */
  public static Ring local(int connections, int width, int nodes) {
    return new Ring(connections, width, nodes, nodes, 1);
  }

  /** The node that a connection belongs to. */
  public int node(int connection) {
    return connection % nodes;
  }

  @Override
  public boolean isSource(int connection) {
    return connection % every == 0;
  }

  @Override
  public int target(int source, int k) {
    return (source + shift + k * nodes) % connections;
  }

  @Override
  public int copy(int source, int target) {
    int steps = Math.floorMod(target - source - shift, connections);
    boolean gets = isSource(source) && steps % nodes == 0 && steps / nodes < width;
    return gets ? steps / nodes : -1;
  }
}
