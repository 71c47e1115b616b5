package io.avp.ops.sim;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The same questions of the same peers, in every way. Each question stands for itself, so threads
 * share them out; the outcome does not depend on how.
 */
final class SignallingRun {
  private static final int CHUNK = 25;

  /** Floods are alike, but for who asks: of many peers fewer questions are flooded. */
  private static final long FLOODED_PEERS = 20_000_000;

  private static final int FEWEST_FLOODS = 20;

  private final Population population;
  private final Question[] questions;
  private final Map<Way, Cost[]> costs = new EnumMap<>(Way.class);
  private final int threads;
  private int floodCost;

  /**
   * A run.
   *
   * @param questions how many
   * @param threads that take part, 1 or more
   */
  SignallingRun(Population population, int questions, int threads) {
    this.population = population;
    this.questions = new Question[questions];
    this.threads = threads;
  }

  /** Asks everything. */
  void run() throws InterruptedException {
    try (Threads pool = new Threads(threads)) {
      pool.each(questions.length, CHUNK, () -> n -> questions[n] = population.question(n));
      Scenario scenario = population.scenario;
      Graph flat = population.flat();
      floodCost = 2 * flat.edges() - flat.nodes() + 1;
      int floods = (int) Math.max(FEWEST_FLOODS, FLOODED_PEERS / flat.nodes());
      search(
          pool,
          Way.FLAT,
          Math.min(floods, questions.length),
          () -> new FloodedSearch(flat, population.places, scenario.flat().ttl()));
      Ultrapeers ultrapeers =
          new Ultrapeers(population.seed, population.holdings, scenario.ultrapeers());
      search(
          pool,
          Way.DQ,
          questions.length,
          () ->
              new UltrapeerSearch(
                  ultrapeers, population.places, scenario.ultrapeers(), flat.nodes()));
      Realm realm = realm(scenario.realm());
      search(pool, Way.AVP, questions.length, () -> new RealmSearch(realm, RealmSearch.EVERYTHING));
      search(
          pool,
          Way.AVP_FEW,
          questions.length,
          () -> new RealmSearch(realm, scenario.realm().target()));
      Realm silent = realm(scenario.realm().silent());
      search(
          pool,
          Way.AVP_HINTS,
          questions.length,
          () -> new RealmSearch(silent, RealmSearch.EVERYTHING));
      mixed(pool, Way.AVP_90, 0.9);
      mixed(pool, Way.AVP_99, 0.99);
      for (Way bound : List.of(Way.LB1, Way.LB2)) {
        search(pool, bound, questions.length, () -> bound::bound);
      }
    }
  }

  private Realm realm(Scenario.Realm rules) {
    return new Realm(population.seed, population.holdings, population.holdings.peers(), rules);
  }

  private void mixed(Threads pool, Way way, double coverage) throws InterruptedException {
    MixedSearch.Overlay overlay = MixedSearch.Overlay.of(population, coverage);
    search(pool, way, questions.length, () -> new MixedSearch(overlay, population));
  }

  private void search(Threads pool, Way way, int count, Supplier<Search> search)
      throws InterruptedException {
    Cost[] all = new Cost[count];
    costs.put(way, all);
    pool.each(
        count,
        CHUNK,
        () -> {
          Search own = search.get();
          return n -> all[n] = own.ask(questions[n]);
        });
  }

  /** SHA-256 of all questions and what they cost, in their order. */
  String digest() {
    RunDigest digest = new RunDigest();
    for (Question q : questions) {
      digest.add(q.asker(), q.matches(), q.answers());
    }
    for (Cost[] all : costs.values()) {
      for (Cost c : all) {
        digest.add(c.queries(), c.hits(), c.between(), c.bytes(), c.found());
      }
    }
    return digest.hex();
  }

  Population population() {
    return population;
  }

  /** The questions, in their order. */
  List<Question> questions() {
    return List.of(questions);
  }

  /** What the first questions cost in a way; not all of them, if they are flooded. */
  List<Cost> costs(Way way) {
    return List.of(costs.get(way));
  }

  /** What a flood takes that reaches everybody: 2E - N + 1. */
  int floodCost() {
    return floodCost;
  }
}
