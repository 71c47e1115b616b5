package io.avp.ops.sim;

import java.util.Arrays;

/**
 * Copies of a question on their way in an unmanaged overlay: each peer passes on what it sees for
 * the first time, to all others that it has a relation with, as long as its TTL lasts. Nothing is
 * lost.
 */
final class Flood {
  /** Nodes that an event can name: 2^28. */
  private static final int NODE_BITS = 28;

  private static final long NODE = (1L << NODE_BITS) - 1;

  /** How long a message takes from one node to another, in microseconds. */
  interface Delay {
    long between(int from, int to);
  }

  /** What becomes of a copy that a node sees for the first time. */
  interface Visitor {
    /**
     * A copy has come.
     *
     * @param left of its TTL, 1 if it ends here
     * @return true if it is passed on
     */
    boolean first(int node, int left);
  }

  private final Graph graph;
  private final Delay delay;
  private final EventQueue events = new EventQueue();
  private final int[] seenBy;
  private int question;
  private Tally tally;

  Flood(Graph graph, Delay delay) {
    this.graph = graph;
    this.delay = delay;
    seenBy = new int[graph.nodes()];
    Arrays.fill(seenBy, -1);
  }

  /** Begins with a question that one node has. */
  void begin(Question of, int node, Tally counted) {
    events.clear();
    question = of.number();
    tally = counted;
    seenBy[node] = question;
  }

  /** One copy. */
  void copy(int from, int to, int ttl) {
    long event = (long) ttl << 2 * NODE_BITS | (long) from << NODE_BITS | to;
    events.add(events.now() + delay.between(from, to), event);
    tally.query();
  }

  /** A copy for everybody but the one that it came from. */
  void copies(int node, int cameFrom, int ttl) {
    for (int i = 0; i < graph.degree(node); i++) {
      int to = graph.neighbour(node, i);
      if (to != cameFrom) {
        copy(node, to, ttl);
      }
    }
  }

  /** Until no copy is on its way any more. */
  void run(Visitor visitor) {
    while (!events.isEmpty()) {
      long event = events.next();
      int node = (int) (event & NODE);
      if (seenBy[node] != question) {
        seenBy[node] = question;
        int left = (int) (event >>> 2 * NODE_BITS);
        if (visitor.first(node, left) && left > 1) {
          copies(node, (int) (event >>> NODE_BITS & NODE), left - 1);
        }
      }
    }
  }
}
