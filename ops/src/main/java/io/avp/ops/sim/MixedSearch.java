package io.avp.ops.sim;

import io.avp.aol.routing.DynamicQuery;
import io.avp.aol.routing.DynamicQueryRules;
import io.avp.ops.sim.Streams.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A realm that not all peers are members of, and the unmanaged overlay of the others, which takes
 * each virtual peer for one of its own. Questions of members go outwards by {@link DynamicQuery};
 * those of the others are flooded, and the virtual peer that hears one first answers for the realm.
 * Virtual peers pass nothing on that is not of members.
 */
final class MixedSearch implements Search {
  private static final long LIFE_SECONDS = 200;

  /**
   * Who has relations with whom: first the peers that are no members, then virtual peers.
   *
   * @param members peers of the realm: those before the others
   */
  record Overlay(Realm realm, int members, Graph graph) {
    static Overlay of(Population population, double coverage) {
      Scenario scenario = population.scenario;
      int peers = population.holdings.peers();
      int members = (int) Math.round(coverage * peers);
      Realm realm = new Realm(population.seed, population.holdings, members, scenario.realm());
      SplittableRandom random = Streams.of(population.seed, Purpose.OUTSIDE, members);
      int[] degrees = FloodedSearch.degrees(random, peers - members, scenario.flat());
      int outside = degrees.length;
      degrees = Arrays.copyOf(degrees, outside + realm.avps.size());
      Arrays.fill(
          degrees, outside, degrees.length, Math.min(scenario.realm().outward(), outside - 1));
      return new Overlay(realm, members, Graph.random(random, degrees));
    }

    int outside() {
      return graph.nodes() - realm.avps.size();
    }
  }

  private final Overlay overlay;
  private final Scenario scenario;
  private final Flood flood;
  private final RealmSearch inside;

  MixedSearch(Overlay overlay, Population population) {
    this.overlay = overlay;
    scenario = population.scenario;
    int shift = overlay.members;
    int outside = overlay.outside();
    flood =
        new Flood(
            overlay.graph,
            // A virtual peer is where its first member is.
            (from, to) ->
                population.places.delay(
                    from < outside ? shift + from : from - outside,
                    to < outside ? shift + to : to - outside));
    inside = new RealmSearch(overlay.realm, RealmSearch.EVERYTHING);
  }

  @Override
  public Cost ask(Question question) {
    int ttl = scenario.flat().ttl();
    Tally tally = new Tally(Sizes.queryFrame(question, ttl).length);
    if (overlay.realm.has(question.asker())) {
      int avp = overlay.realm.avp(question.asker());
      tally.query();
      inside.answer(question, avp, 1, tally);
      outwards(question, avp, tally);
    } else {
      flooded(question, ttl, tally);
    }
    return tally.cost();
  }

  private void outwards(Question question, int avp, Tally tally) {
    int ttl = scenario.realm().outwardTtl();
    int node = overlay.outside() + avp;
    List<DynamicQuery.Ultrapeer> neighbours = new ArrayList<>();
    for (int i = 0; i < overlay.graph.degree(node); i++) {
      int to = overlay.graph.neighbour(node, i);
      if (to < overlay.outside()) {
        neighbours.add(new DynamicQuery.Ultrapeer(to, overlay.graph.degree(to), ttl, false));
      }
    }
    long hop = TimeUnit.MILLISECONDS.toNanos(scenario.ultrapeers().hopMillis());
    int target = RealmSearch.EVERYTHING;
    DynamicQuery query =
        new DynamicQuery(
            new DynamicQueryRules(target, hop, TimeUnit.SECONDS.toNanos(LIFE_SECONDS)),
            target,
            ttl,
            neighbours,
            0,
            0);
    flood.begin(question, node, tally);
    long now = 0;
    for (DynamicQuery.Step step = query.step(now);
        !(step instanceof DynamicQuery.Stop);
        step = query.step(now)) {
      if (step instanceof DynamicQuery.Send send) {
        for (DynamicQuery.Copy copy : send.copies()) {
          flood.copy(node, copy.to().handle(), copy.ttl());
        }
      }
      // Copies are there long before the next ones are sent.
      flood.run((peer, left) -> outside(question, peer, ttl - left + 2, tally));
      now += hop;
    }
  }

  private void flooded(Question question, int ttl, Tally tally) {
    int asker = question.asker() - overlay.members;
    flood.begin(question, asker, tally);
    flood.copies(asker, asker, ttl);
    boolean[] answered = new boolean[1];
    flood.run(
        (node, left) -> {
          int hops = ttl - left + 1;
          if (node >= overlay.outside() && !answered[0]) {
            answered[0] = true;
            inside.answer(question, node - overlay.outside(), hops, tally);
          }
          return outside(question, node, hops, tally);
        });
  }

  /** True if a copy is passed on: by a peer that is no member, which answers if it can. */
  private boolean outside(Question question, int node, int hops, Tally tally) {
    if (node >= overlay.outside()) {
      return false;
    }
    tally.answer(question, overlay.members + node, hops);
    return true;
  }
}
