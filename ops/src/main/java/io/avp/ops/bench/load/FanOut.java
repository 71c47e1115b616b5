package io.avp.ops.bench.load;

/**
 * Which connections get a query: some that follow its sender's in a ring. Everybody gets as many
 * copies as everybody else.
 *
 * <p>Connection {@code i} belongs to node {@code i % nodes}. With more than one node, all copies of
 * a query go to connections of one other node.
 *
 * @param connections number of connections, a multiple of {@code nodes}, more than {@code (width -
 *     1) * nodes + 1}
 * @param width copies per query
 * @param nodes 1 or more
 */
public record FanOut(int connections, int width, int nodes) {
  /** Checks the ranges. */
  public FanOut {
    if (width < 1
        || nodes < 1
        || connections % nodes != 0
        || connections <= (width - 1) * nodes + 1) {
      throw new IllegalArgumentException(
          connections + " connections of " + nodes + " nodes cannot get " + width);
    }
  }

  /** On one node. */
  public FanOut(int connections, int width) {
    this(connections, width, 1);
  }

  /** The node that a connection belongs to. */
  public int node(int connection) {
    return connection % nodes;
  }

  /** The connection that gets copy {@code k}, 0 to width - 1, of what {@code source} sends. */
  public int target(int source, int k) {
    return (source + 1 + k * nodes) % connections;
  }

  /** The connection of whose queries {@code target} gets copy {@code k}. */
  public int source(int target, int k) {
    return Math.floorMod(target - 1 - k * nodes, connections);
  }

  /** Which copy of what {@code source} sends {@code target} gets; -1 if none. */
  public int copy(int source, int target) {
    int steps = Math.floorMod(target - source - 1, connections);
    return steps % nodes == 0 && steps / nodes < width ? steps / nodes : -1;
  }
}
