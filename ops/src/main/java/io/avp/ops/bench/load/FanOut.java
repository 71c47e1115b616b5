package io.avp.ops.bench.load;

/**
 * Which connections get a query: the ones that follow its sender's in a ring. Everybody gets as
 * many copies as everybody else.
 *
 * @param connections number of connections, more than {@code width}
 * @param width copies per query
 */
public record FanOut(int connections, int width) {
  /** Checks the ranges. */
  public FanOut {
    if (width < 1 || connections <= width) {
      throw new IllegalArgumentException(connections + " connections cannot get " + width);
    }
  }

  /** The connection that gets copy {@code k}, 0 to width - 1, of what {@code source} sends. */
  public int target(int source, int k) {
    return (source + 1 + k) % connections;
  }

  /** The connection of whose queries {@code target} gets copy {@code k}. */
  public int source(int target, int k) {
    return Math.floorMod(target - 1 - k, connections);
  }

  /** Which copy of what {@code source} sends {@code target} gets; -1 if none. */
  public int copy(int source, int target) {
    int k = target - source - 1;
    if (k < 0) {
      k += connections;
    }
    return k < width ? k : -1;
  }
}
