package io.avp.actor;

import io.avp.model.AvpId;
import io.avp.vcc.cache.AnswerCache;
import io.avp.vcc.cache.RegionHints;
import io.avp.vcc.cache.SlotHints;
import io.avp.vcc.monitor.RateMeter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a query region knows, and what it says of it. The region's actor alone changes it, with
 * {@link #locked}; who has questions on the same node reads it where it is, so that a question
 * costs no message. Safe for several threads.
 */
final class RegionAnswers {
  private static final int[] NONE = {};

  private final int id;

  /** Of the region's actor. */
  final int life;

  private final LongSupplier nanoClock;
  private final AnswerCache heard;
  private final boolean keeping;
  private final ReentrantLock lock = new ReentrantLock();
  private final RateMeter load;
  private boolean stopped;
  private long asked;
  private long answered;

  /** Changed with the lock by the region's actor; others read it with the lock. */
  final RegionHints hints = new RegionHints();

  /** The same. */
  final RegionKnowledge knowledge;

  /** The same. */
  final RegionWords words;

  RegionAnswers(int id, int life, NodeServices services) {
    this.id = id;
    this.life = life;
    heard = services.answers();
    keeping = services.settings().cache().keepsAnswers();
    nanoClock = services.nanoClock();
    words = new RegionWords(nanoClock.getAsLong());
    load = new RateMeter(nanoClock.getAsLong());
    knowledge = new RegionKnowledge(id, services);
  }

  /** Does what changes or reads the region while nobody else does. */
  <T> T locked(Supplier<T> turn) {
    lock.lock();
    try {
      return turn.get();
    } finally {
      lock.unlock();
    }
  }

  /** The same without a result. */
  void locked(Runnable turn) {
    locked(
        () -> {
          turn.run();
          return this;
        });
  }

  /**
   * Answers at once, or not at all: null while the region is being changed, or does not know all.
   * Its actor is to be asked then.
   *
   * @param peer who asks
   * @param sent true if the answer goes to another node, which keeps what words nobody has
   */
  QueryRegion.Answer tryAnswer(String peer, QueryRegion.Questions questions, boolean sent) {
    if (!lock.tryLock()) {
      return null;
    }
    try {
      return !stopped && complete(questions) ? answer(peer, questions, sent) : null;
    } finally {
      lock.unlock();
    }
  }

  private boolean complete(QueryRegion.Questions questions) {
    return questions.led() ? hints.told() : hints.complete();
  }

  /**
   * Answers.
   *
   * @param peer who asks
   * @param sent as in {@link #tryAnswer}
   */
  QueryRegion.Answer answer(String peer, QueryRegion.Questions questions, boolean sent) {
    return locked(
        () -> {
          RegionHints.Answers named = hints.answer(questions.hashes(), new AvpId(peer));
          boolean learn = keeping && !questions.led() && hints.told();
          // Where nobody is named, nobody need be left out.
          RegionKnowledge.Answers known =
              knowledge.find(questions, q -> learn && heard.isUsed() && named.anybody(q));
          int[] empty = sent && keeping && !questions.led() ? empty(questions, named) : NONE;
          known.recalled().forEach(one -> leaveOut(questions, named, one));
          long now = nanoClock.getAsLong();
          if (!questions.led()) {
            words.count(questions, now);
            asked += questions.hashes().length;
            answered += named.named();
          }
          load.add(questions.hashes().length, now);
          return new QueryRegion.Answer(
              id,
              complete(questions),
              questions.numbers(),
              named.peers(),
              named.masks(),
              keeping || !knowledge.isEmpty(),
              known.found(),
              known.answers(),
              known.unread(),
              known.leads(),
              recalled(questions, known.recalled()),
              empty,
              life,
              learn ? heard.now() : 0);
        });
  }

  private static int[] recalled(
      QueryRegion.Questions questions, List<RegionKnowledge.Recalled> recalled) {
    // Mostly there are none: no stream.
    return recalled.isEmpty()
        ? NONE
        : recalled.stream().mapToInt(one -> questions.numbers()[one.q()]).toArray();
  }

  private int[] empty(QueryRegion.Questions questions, RegionHints.Answers named) {
    int[] empty = new int[questions.numbers().length];
    int n = 0;
    for (int q = 0; q < empty.length; q++) {
      if (!named.anybody(q) && knowledge.isEmpty(questions.hashes()[q])) {
        empty[n++] = questions.numbers()[q];
      }
    }
    return Arrays.copyOf(empty, n);
  }

  /** Who has answered of late is not named again, unless it may have more. */
  private void leaveOut(
      QueryRegion.Questions questions, RegionHints.Answers named, RegionKnowledge.Recalled one) {
    int slot = SlotHints.slotOf(questions.hashes()[one.q()]);
    int words = RegionHints.words(named.peers().length);
    for (int p = 0; p < named.peers().length; p++) {
      AvpId avp = new AvpId(named.peers()[p]);
      if (!one.kept().again().contains(avp) && !heard.hasGained(avp, slot, one.kept().lookedUp())) {
        named.masks()[one.q() * words + (p >>> 6)] &= ~(1L << p);
      }
    }
  }

  /**
   * Forgets what members have answered. Also when it begins: a former life may have known more
   * files than this one, so that fewer members were asked.
   */
  void forgetHeard() {
    heard.forget(id);
  }

  /** Forgets everything; whoever has found it before is not answered any more. */
  void stop() {
    locked(
        () -> {
          stopped = true;
          knowledge.clear();
        });
  }

  /** What it publishes of itself. */
  Map<String, Double> gauges() {
    return locked(
        () -> {
          double perSecond = load.perSecond(nanoClock.getAsLong());
          return Map.of(
              "regions",
              1.0,
              "region_load",
              perSecond,
              "region_load_max",
              perSecond,
              "hot_words",
              (double) words.size(),
              "prefixes",
              (double) knowledge.prefixes());
        });
  }

  /** As management shows it. */
  RegionView view(String node) {
    return locked(
        () ->
            new RegionView(
                id,
                node,
                hints.complete(),
                hints.hintedSlots(),
                hints.counts(),
                asked,
                answered,
                knowledge.view(),
                load.perSecond(nanoClock.getAsLong())));
  }
}
