package io.avp.actor;

import io.avp.aol.routing.OpenQuestions;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import io.avp.model.Outcome;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.QuestionKey;
import io.avp.vcc.cache.QuestionsInFlight;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Equal questions of leaves while siblings are being asked for the first one: siblings are not
 * asked again, and what they bring goes to all. Our own members are asked for each.
 *
 * <p>If anything may have been missed, those that wait are asked for as if they were alone.
 */
final class JoinedQuestions {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final int MOST_QUESTIONS = 1 << 12;
  private static final int MOST_WAITERS = 1 << 8;

  /** With more the oldest go. */
  private static final int MOST_LATE = 1 << 13;

  /** The first question of its kind, and those that are equal to it. */
  private static final class One {
    final OpenQuestions.Question question;
    final Guid id;
    int files;

    /** Its fate hangs on nothing that is still to come. */
    boolean decided;

    One(OpenQuestions.Question question) {
      this.question = question;
      id = Guid.read(question.frame(), 0);
      decided = !question.pending();
    }
  }

  /** What is known of the first one of a kind: who was asked. */
  private record First(QuestionKey key, Set<Sibling> asked) {}

  /** Those that have joined, and since when their fates are settled. */
  private record Late(List<One> joined, long sinceNanos) {}

  private final PeerState peer;
  private final HitWatch watch;
  private final AnswerFlow answers;
  private final BeyondFlow beyond;
  private final QuestionsInFlight<One> flights;
  private final Map<Guid, First> firsts = new HashMap<>();

  /** Those that have joined, by the first one's message id, for hits that come late. */
  private final Map<Guid, Late> late = new LinkedHashMap<>();

  private final long lateNanos;
  private int lateWaiters;
  private long merged;

  JoinedQuestions(PeerState peer, HitWatch watch, AnswerFlow answers, BeyondFlow beyond) {
    this.peer = peer;
    this.watch = watch;
    this.answers = answers;
    this.beyond = beyond;
    CacheSettings cache = peer.services.settings().cache();
    lateNanos = cache.keptNanos();
    flights = new QuestionsInFlight<>(MOST_QUESTIONS, MOST_WAITERS, cache.collecting().toNanos());
  }

  /**
   * Siblings would be asked.
   *
   * @param key of the question
   * @param named whom its region names, all of them there
   * @param files that it was answered with already
   * @return who is still to be asked; empty if they all are to be, and it does not wait
   */
  Optional<Set<Sibling>> join(
      OpenQuestions.Question question, QuestionKey key, Set<Sibling> named, int files) {
    if (named.isEmpty()) {
      return Optional.empty();
    }
    One one = new One(question);
    switch (flights.ask(key, one, peer.now)) {
      case FIRST -> firsts.put(one.id, new First(key, named));
      case JOINED -> {
        Guid first = flights.waiting(key).get(0).id;
        Optional<Found> soFar = watch.soFar(first);
        if (soFar.isPresent()) {
          one.files = files + answers.answer(question, soFar.get());
          Set<Sibling> others = new HashSet<>(named);
          others.removeAll(firsts.get(first).asked());
          one.decided |= !others.isEmpty();
          merged++;
          return Optional.of(others);
        }
        flights.leave(key, one);
      }
      case ALONE -> {}
    }
    return Optional.empty();
  }

  /** A hit of a sibling passes; its header is that of the query of the first one. */
  void passed(byte[] b, int at, int length) {
    if (firsts.isEmpty() && late.isEmpty()) {
      return;
    }
    Guid id = Guid.read(b, at);
    First first = firsts.get(id);
    Late after = first == null ? late.get(id) : null;
    if (first != null) {
      joined(flights.waiting(first.key())).forEach(one -> copy(one, b, at, length));
    } else if (after != null) {
      after.joined().forEach(one -> copy(one, b, at, length));
    }
  }

  private static List<One> joined(List<One> all) {
    return all.subList(1, all.size());
  }

  private void copy(One one, byte[] b, int at, int length) {
    Guid holder = new Guid(QueryHit.serventHigh(b, at, length), QueryHit.serventLow(b, at, length));
    if (!(peer.neighbours.of(one.question.from()) instanceof Member asker)
        || asker.closing
        || asker.servent().equals(Optional.of(holder))) {
      return;
    }
    byte[] frame = Arrays.copyOfRange(b, at, at + length);
    Header.write(
        frame,
        0,
        one.id,
        HIT,
        Math.max(1, Header.ttl(b, at) - 1),
        Header.hops(b, at) + 1,
        length - Header.BYTES);
    peer.originate(asker, HIT, frame);
    peer.ledger.hit(length);
    int files = frame[Header.BYTES] & 0xff;
    one.files += files;
    beyond.results(asker, one.question.frame(), 0, files);
    peer.audit.delivered(HIT, asker.isLeaf() ? 1 : 0);
  }

  /**
   * A hit for a first one cannot be read here.
   *
   * @param alone gets those that wait for it
   */
  void missed(Guid query, Consumer<OpenQuestions.Question> alone) {
    First first = firsts.remove(query);
    if (first != null) {
      over(flights.answered(first.key()), alone);
    }
  }

  /**
   * Siblings may not have been reached.
   *
   * @param alone gets all that wait
   */
  void giveUp(Consumer<OpenQuestions.Question> alone) {
    List.copyOf(firsts.keySet()).forEach(query -> missed(query, alone));
  }

  /** What siblings say has come by now; to be called a few times a second. */
  void tick() {
    flights.expire(
        peer.now,
        (key, all) -> {
          Guid first = all.get(0).id;
          firsts.remove(first);
          List<One> joined = List.copyOf(joined(all));
          joined.forEach(this::settle);
          if (!joined.isEmpty()) {
            late.put(first, new Late(joined, peer.now));
            lateWaiters += joined.size();
          }
        });
    forgetLate();
  }

  private void forgetLate() {
    Iterator<Late> oldest = late.values().iterator();
    while (oldest.hasNext()) {
      Late one = oldest.next();
      if (lateWaiters <= MOST_LATE && peer.now - one.sinceNanos < lateNanos) {
        return;
      }
      oldest.remove();
      lateWaiters -= one.joined.size();
    }
  }

  private void over(List<One> all, Consumer<OpenQuestions.Question> alone) {
    joined(all).forEach(one -> alone.accept(one.decided ? one.question.decided() : one.question));
  }

  private void settle(One one) {
    if (one.decided) {
      return;
    }
    if (one.files > 0) {
      peer.audit.settled(QUERY, Outcome.ANSWERED);
    } else if (!beyond.decides(one.id)) {
      peer.audit.settled(QUERY, Outcome.MERGED);
    }
  }

  /** Questions that wait for others now. */
  int size() {
    return flights.waiting() - flights.size();
  }

  /** Questions that get what comes late for others. */
  int late() {
    return lateWaiters;
  }

  /** Questions that waited for others, since the start. */
  long merged() {
    return merged;
  }
}
