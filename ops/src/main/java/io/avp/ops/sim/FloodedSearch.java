package io.avp.ops.sim;

import java.util.SplittableRandom;

/**
 * The unmanaged overlay of Gnutella 0.4: every peer sends a question that it sees for the first
 * time to all others that it has a relation with, as long as its TTL lasts; answers go back the
 * same way. Nothing is lost and nobody is overloaded: this is what is demanded.
 */
final class FloodedSearch implements Search {
  private final Flood flood;
  private final int ttl;

  FloodedSearch(Graph graph, Places places, int ttl) {
    flood = new Flood(graph, places::delay);
    this.ttl = ttl;
  }

  /** The relations of such an overlay. */
  static Graph graph(SplittableRandom random, int peers, Scenario.Flat flat) {
    return Graph.random(random, degrees(random, peers, flat));
  }

  /** How many relations peers have, drawn by their shares. */
  static int[] degrees(SplittableRandom random, int peers, Scenario.Flat flat) {
    int[] degrees = new int[peers];
    for (int peer = 0; peer < peers; peer++) {
      double at = random.nextDouble();
      int i = 0;
      while (i < flat.shares().length - 1 && at >= flat.shares()[i]) {
        at -= flat.shares()[i++];
      }
      degrees[peer] = (int) Math.min(flat.degrees()[i], peers - 1.0);
    }
    return degrees;
  }

  @Override
  public Cost ask(Question question) {
    Tally tally = new Tally(Sizes.queryFrame(question, ttl).length);
    flood.begin(question, question.asker(), tally);
    flood.copies(question.asker(), question.asker(), ttl);
    flood.run(
        (peer, left) -> {
          tally.answer(question, peer, ttl - left + 1);
          return true;
        });
    return tally.cost();
  }
}
