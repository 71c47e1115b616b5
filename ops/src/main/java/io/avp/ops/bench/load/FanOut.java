package io.avp.ops.bench.load;

/** Which connections send queries, and which ones get the copies. Immutable. */
public interface FanOut {
  /** Number of connections; they are numbered from 0. */
  int connections();

  /** Copies per query. */
  int width();

  /** True if the connection sends queries. */
  boolean isSource(int connection);

  /** The connection that gets copy {@code k}, 0 to width - 1, of what {@code source} sends. */
  int target(int source, int k);

  /** Which copy of what {@code source} sends {@code target} gets; -1 if none. */
  int copy(int source, int target);
}
