package io.avp.ops.sim;

import io.avp.ops.sim.Streams.Purpose;

/**
 * Peers, what they share, where they are and what they ask: the same for every way of finding it.
 */
final class Population {
  final long seed;
  final Scenario scenario;
  final Holdings holdings;
  final Places places;
  private final Questions questions;

  Population(long seed, int peers, Scenario scenario) {
    this.seed = seed;
    this.scenario = scenario;
    holdings = new Holdings(seed, peers, scenario.content());
    places = new Places(seed, peers, scenario.network());
    questions = new Questions(seed, holdings, scenario);
  }

  /** The question of a number. */
  Question question(int number) {
    return questions.draw(number);
  }

  /** The unmanaged overlay of these peers. */
  Graph flat() {
    return FloodedSearch.graph(
        Streams.of(seed, Purpose.GRAPH, 0), holdings.peers(), scenario.flat());
  }
}
