package io.avp.ops.sim;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The unmanaged overlay of Gnutella 0.4: every peer sends a question that it sees for the first
 * time to all others that it has a relation with, as long as its TTL lasts; answers go back the
 * same way. Nothing is lost and nobody is overloaded: this is what is demanded.
 */
final class FloodedSearch implements Search {
  /** Peers that an event can name: 2^28. */
  private static final int PEER_BITS = 28;

  private static final long PEER = (1L << PEER_BITS) - 1;

  private final Graph graph;
  private final Places places;
  private final int ttl;
  private final EventQueue events = new EventQueue();
  private final int[] seenBy;

  FloodedSearch(Graph graph, Places places, int ttl) {
    this.graph = graph;
    this.places = places;
    this.ttl = ttl;
    seenBy = new int[graph.nodes()];
    Arrays.fill(seenBy, -1);
  }

  /** The relations of such an overlay, with degrees drawn by their shares. */
  static Graph graph(SplittableRandom random, int peers, Scenario.Flat flat) {
    int[] degrees = new int[peers];
    for (int peer = 0; peer < peers; peer++) {
      double at = random.nextDouble();
      int i = 0;
      while (i < flat.shares().length - 1 && at >= flat.shares()[i]) {
        at -= flat.shares()[i++];
      }
      degrees[peer] = (int) Math.min(flat.degrees()[i], peers - 1.0);
    }
    return Graph.random(random, degrees);
  }

  @Override
  public Cost ask(Question question) {
    events.clear();
    Tally tally = new Tally(Sizes.queryFrame(question, ttl).length);
    int asker = question.asker();
    seenBy[asker] = question.number();
    send(asker, asker, ttl, tally);
    while (!events.isEmpty()) {
      long event = events.next();
      int peer = (int) (event & PEER);
      if (seenBy[peer] != question.number()) {
        seenBy[peer] = question.number();
        int left = (int) (event >>> 2 * PEER_BITS);
        int place = question.place(peer);
        if (place >= 0) {
          int hops = ttl - left + 1;
          tally.hit(hops, Sizes.hit(question.bytes()[place]), question.files()[place]);
        }
        if (left > 1) {
          send(peer, (int) (event >>> PEER_BITS & PEER), left - 1, tally);
        }
      }
    }
    return tally.cost();
  }

  /** To all but the one that it came from. */
  private void send(int peer, int cameFrom, int left, Tally tally) {
    for (int i = 0; i < graph.degree(peer); i++) {
      int to = graph.neighbour(peer, i);
      if (to != cameFrom) {
        long event = (long) left << 2 * PEER_BITS | (long) peer << PEER_BITS | to;
        events.add(events.now() + places.delay(peer, to), event);
        tally.query();
      }
    }
  }
}
