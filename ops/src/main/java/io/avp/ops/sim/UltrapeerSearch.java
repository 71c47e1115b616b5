package io.avp.ops.sim;

import io.avp.aol.routing.DynamicQuery;
import io.avp.aol.routing.DynamicQueryRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The overlay of Gnutella 0.6, at its best: a peer asks one ultrapeer, which sends the question to
 * its leaves by their tables and on by {@link DynamicQuery}; with a TTL of 1 it goes only to
 * ultrapeers whose tables match. Nothing is lost.
 */
final class UltrapeerSearch implements Search {
  private static final int PEER_BITS = 28;
  private static final long PEER = (1L << PEER_BITS) - 1;
  private static final long TICK_MICROS = 200_000;
  private static final long LIFE_SECONDS = 200;

  /** Kinds of events: above TTLs and two peers. */
  private static final long LEAF = 1L << 60;

  private static final long RESULTS = 2L << 60;
  private static final long TICK = 3L << 60;
  private static final int KIND_SHIFT = 60;

  private final Ultrapeers overlay;
  private final Places places;
  private final Scenario.Ultrapeers rules;
  private final int maxTtl;
  private final EventQueue events = new EventQueue();
  private final int[] seenBy;
  private final byte[] seenTtl;
  private final int[] wayTo;
  private final byte[] depth;
  private final long[] wayBack;

  private Question question;
  private int[] hashes;
  private Tally tally;
  private int home;

  UltrapeerSearch(Ultrapeers overlay, Places places, Scenario.Ultrapeers rules, int peers) {
    this.overlay = overlay;
    this.places = places;
    this.rules = rules;
    maxTtl = overlay.reach.ttl();
    seenBy = new int[peers];
    Arrays.fill(seenBy, -1);
    seenTtl = new byte[overlay.count];
    wayTo = new int[overlay.count];
    depth = new byte[overlay.count];
    wayBack = new long[overlay.count];
  }

  @Override
  public Cost ask(Question asked) {
    question = asked;
    events.clear();
    tally = new Tally(Sizes.queryFrame(asked, maxTtl).length);
    hashes = asked.hashes();
    home = overlay.home(asked.asker());
    seenBy[asked.asker()] = asked.number();
    if (home != asked.asker()) {
      tally.query();
    }
    seenBy[home] = asked.number();
    seenTtl[home] = Byte.MAX_VALUE;
    wayTo[home] = home;
    depth[home] = 0;
    wayBack[home] = 0;
    if (home != asked.asker()) {
      answer(home, home, 0);
    }
    toLeaves(home);
    search();
    return tally.cost();
  }

  private void search() {
    DynamicQuery query =
        new DynamicQuery(
            new DynamicQueryRules(
                rules.target(),
                TimeUnit.MILLISECONDS.toNanos(rules.hopMillis()),
                TimeUnit.SECONDS.toNanos(LIFE_SECONDS)),
            rules.target(),
            maxTtl,
            neighbours(),
            0,
            0);
    events.add(0, TICK);
    while (!events.isEmpty()) {
      long event = events.next();
      long kind = event >>> KIND_SHIFT << KIND_SHIFT;
      if (kind == TICK) {
        if (step(query)) {
          events.add(events.now() + TICK_MICROS, TICK);
        }
      } else if (kind == RESULTS) {
        query.results((int) event);
      } else if (kind == LEAF) {
        leaf((int) (event & PEER), (int) (event >>> PEER_BITS & PEER));
      } else {
        ultrapeer(
            (int) (event & PEER),
            (int) (event >>> PEER_BITS & PEER),
            (int) (event >>> 2 * PEER_BITS));
      }
    }
  }

  private List<DynamicQuery.Ultrapeer> neighbours() {
    List<DynamicQuery.Ultrapeer> all = new ArrayList<>();
    for (int i = 0; i < overlay.graph.degree(home); i++) {
      int to = overlay.graph.neighbour(home, i);
      all.add(
          new DynamicQuery.Ultrapeer(
              to, overlay.graph.degree(to), maxTtl, overlay.mayLead(to, hashes)));
    }
    return all;
  }

  /** False if it has ended. */
  private boolean step(DynamicQuery query) {
    DynamicQuery.Step step = query.step(TimeUnit.MICROSECONDS.toNanos(events.now()));
    if (step instanceof DynamicQuery.Send send) {
      for (DynamicQuery.Copy copy : send.copies()) {
        copy(home, copy.to().handle(), copy.ttl());
      }
    }
    return !(step instanceof DynamicQuery.Stop);
  }

  private void copy(int from, int to, int ttl) {
    tally.query();
    long event = (long) ttl << 2 * PEER_BITS | (long) from << PEER_BITS | to;
    events.add(events.now() + places.delay(from, to), event);
  }

  private void ultrapeer(int up, int from, int ttl) {
    boolean first = seenBy[up] != question.number();
    // Servents extend a probe of the one that has sent it; any other copy is a duplicate.
    if (!first && (wayTo[up] != from || seenTtl[up] != 1)) {
      return;
    }
    seenBy[up] = question.number();
    seenTtl[up] = (byte) ttl;
    if (first) {
      wayTo[up] = from;
      depth[up] = (byte) (depth[from] + 1);
      wayBack[up] = wayBack[from] + places.delay(up, from);
      answer(up, up, 0);
      toLeaves(up);
    }
    for (int i = 0; ttl > 1 && i < overlay.graph.degree(up); i++) {
      int to = overlay.graph.neighbour(up, i);
      if (to != from && (ttl > 2 || overlay.mayLead(to, hashes))) {
        copy(up, to, ttl - 1);
      }
    }
  }

  private void toLeaves(int up) {
    for (int leaf : overlay.leaves(up)) {
      if (leaf != question.asker() && overlay.mayHave(leaf, hashes)) {
        tally.query();
        events.add(events.now() + places.delay(up, leaf), LEAF | (long) up << PEER_BITS | leaf);
      }
    }
  }

  private void leaf(int leaf, int up) {
    if (seenBy[leaf] != question.number()) {
      seenBy[leaf] = question.number();
      answer(leaf, up, 1);
    }
  }

  /** Answers, by the way that the question has come. */
  private void answer(int peer, int up, int hops) {
    int all = hops + depth[up] + (home == question.asker() ? 0 : 1);
    int files = tally.answer(question, peer, all);
    if (files > 0) {
      events.add(events.now() + places.delay(peer, up) + wayBack[up], RESULTS | files);
    }
  }
}
