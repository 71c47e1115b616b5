package io.avp.ops.sim;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A connected random graph of which every node has a wanted number of relations, or nearly: 8 bytes
 * per relation.
 */
final class Graph {
  private static final int ROUNDS = 20;

  private final int[] from;
  private final int[] neighbours;

  private Graph(int[] from, int[] neighbours) {
    this.from = from;
    this.neighbours = neighbours;
  }

  /**
   * Draws a graph.
   *
   * @param degrees relations that each node is to have; what cannot be paired stays open
   */
  static Graph random(SplittableRandom random, int[] degrees) {
    int nodes = degrees.length;
    int[] open = degrees.clone();
    long[] edges = new long[0];
    for (int round = 0; round < ROUNDS; round++) {
      long[] more = pairs(random, open);
      if (more.length == 0) {
        break;
      }
      long[] all = Arrays.copyOf(edges, edges.length + more.length);
      System.arraycopy(more, 0, all, edges.length, more.length);
      edges = Arrays.stream(all).sorted().distinct().toArray();
      open = degrees.clone();
      for (long edge : edges) {
        open[one(edge)]--;
        open[other(edge)]--;
      }
    }
    return of(nodes, connected(random, nodes, edges));
  }

  private static long edge(int a, int b) {
    return (long) Math.min(a, b) << Integer.SIZE | Math.max(a, b);
  }

  private static int one(long edge) {
    return (int) (edge >>> Integer.SIZE);
  }

  private static int other(long edge) {
    return (int) edge;
  }

  /** Pairs open ends at random; none with itself. */
  private static long[] pairs(SplittableRandom random, int[] open) {
    int[] ends = new int[Arrays.stream(open).sum()];
    int n = 0;
    for (int node = 0; node < open.length; node++) {
      Arrays.fill(ends, n, n + open[node], node);
      n += open[node];
    }
    for (int i = n - 1; i > 0; i--) {
      int swapped = random.nextInt(i + 1);
      int end = ends[i];
      ends[i] = ends[swapped];
      ends[swapped] = end;
    }
    long[] edges = new long[n / 2];
    int count = 0;
    for (int i = 0; i + 1 < n; i += 2) {
      if (ends[i] != ends[i + 1]) {
        edges[count++] = edge(ends[i], ends[i + 1]);
      }
    }
    return Arrays.copyOf(edges, count);
  }

  /** Adds relations until everybody can be reached. */
  private static long[] connected(SplittableRandom random, int nodes, long[] edges) {
    int[] root = new int[nodes];
    Arrays.setAll(root, i -> i);
    for (long edge : edges) {
      root[root(root, one(edge))] = root(root, other(edge));
    }
    long[] all = edges;
    for (int node = 1; node < nodes; node++) {
      if (root(root, node) != root(root, 0)) {
        int other = random.nextInt(node);
        while (root(root, other) != root(root, 0)) {
          other = random.nextInt(node);
        }
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = edge(node, other);
        root[root(root, node)] = root(root, 0);
      }
    }
    return all;
  }

  private static int root(int[] root, int node) {
    int at = node;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }

  private static Graph of(int nodes, long[] edges) {
    int[] from = new int[nodes + 1];
    for (long edge : edges) {
      from[one(edge) + 1]++;
      from[other(edge) + 1]++;
    }
    Arrays.parallelPrefix(from, Integer::sum);
    int[] next = Arrays.copyOf(from, nodes);
    int[] neighbours = new int[2 * edges.length];
    for (long edge : edges) {
      neighbours[next[one(edge)]++] = other(edge);
      neighbours[next[other(edge)]++] = one(edge);
    }
    return new Graph(from, neighbours);
  }

  int nodes() {
    return from.length - 1;
  }

  /** Relations: E. */
  int edges() {
    return neighbours.length / 2;
  }

  int degree(int node) {
    return from[node + 1] - from[node];
  }

  /** One of the neighbours of a node. */
  int neighbour(int node, int i) {
    return neighbours[from[node] + i];
  }
}
