package io.avp.actor;

import io.avp.aol.routing.OpenQuestions;
import io.avp.aol.routing.QueryTerms;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.QuestionKey;
import io.avp.vcc.cache.SlotHints;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a query when its region has answered, or has not: answered from what is known of
 * members' files, and sent to those who may have more.
 */
final class QuestionEnd {
  /**
   * Bit of the TTL of a query for a sibling: its region has answered for all members whose files it
   * knows, so they need not be asked. Never seen by servents.
   */
  static final int ANSWERED = 0x80;

  private static final DescriptorType QUERY = DescriptorType.QUERY;

  private final PeerState peer;
  private final MemberCopies members;
  private final AnswerFlow answers;
  private final BeyondFlow beyond;
  private final KnowledgeFlow knowledge;
  private final HitWatch watch;
  private final JoinedQuestions joined;
  private final boolean answering;
  private final int target;
  private final QueryTerms terms = new QueryTerms();

  QuestionEnd(
      PeerState peer,
      MemberCopies members,
      AnswerFlow answers,
      BeyondFlow beyond,
      KnowledgeFlow knowledge,
      HitWatch watch,
      JoinedQuestions joined) {
    this.peer = peer;
    this.members = members;
    this.answers = answers;
    this.beyond = beyond;
    this.knowledge = knowledge;
    this.watch = watch;
    this.joined = joined;
    answering = peer.services.settings().cache().answering();
    target = peer.services.settings().cache().target(0);
  }

  /**
   * Its region has answered.
   *
   * @param found what it knows
   * @param named who may have more
   */
  void answered(OpenQuestions.Question question, Found found, Named named) {
    if (question.left() && !knowledge.answers(SlotHints.regionOf(question.hash()))) {
      // It has lost what it was told since the members were left out.
      toAll(question);
      return;
    }
    int files = found.offers().isEmpty() ? 0 : answers.answer(question, found);
    if (files >= answers.target(question)) {
      watch.close(question);
      settle(question, 0, files);
      return;
    }
    boolean learn = named.lookedUp() != 0 && found.ask().isEmpty() && watch.has(question);
    Optional<QuestionKey> key =
        learn ? HeardAnswer.key(question.frame(), target) : Optional.empty();
    Optional<Set<Sibling>> siblings = key.isPresent() ? named.there() : Optional.empty();
    if (siblings.isPresent()) {
      learn(question, key.get(), named, siblings.get(), files);
      return;
    }
    watch.close(question);
    begin(question);
    int copies = 0;
    for (int i = 0; i < named.siblings().length; i++) {
      if (named.has(i) && named.siblings()[i] != null) {
        peer.outbox.to(named.siblings()[i]);
        copies++;
      }
    }
    settle(question, found.ask().isEmpty() ? copies : copies + ask(question, found), files);
  }

  /** What those say who are asked is kept for others, or comes for another one already. */
  private void learn(
      OpenQuestions.Question question,
      QuestionKey key,
      Named named,
      Set<Sibling> siblings,
      int files) {
    Optional<Set<Sibling>> others = joined.join(question, key, siblings, files);
    if (others.isEmpty()) {
      heard(question, named);
      settle(question, send(question, siblings), files);
      return;
    }
    watch.close(question);
    int copies = send(question, others.get());
    if (copies > 0) {
      settle(question, copies, files);
    }
  }

  private int send(OpenQuestions.Question question, Set<Sibling> siblings) {
    begin(question);
    siblings.forEach(peer.outbox::to);
    return siblings.size();
  }

  /** Siblings are told that its region has answered. */
  private void begin(OpenQuestions.Question question) {
    byte[] frame = question.frame();
    int mark = answering ? ANSWERED : 0;
    peer.outbox.frame(frame, 0, frame.length, Header.ttl(frame, 0) | mark, Header.hops(frame, 0));
  }

  private void heard(OpenQuestions.Question question, Named named) {
    terms.read(question.frame(), 0, question.frame().length);
    boolean mayHaveIt =
        peer.neighbours.of(question.from()) instanceof Member asker && asker.has(terms);
    watch.asked(question, named, mayHaveIt);
  }

  /** Members whose files are known, but not surely any more, are asked. */
  private int ask(OpenQuestions.Question question, Found found) {
    int copies = 0;
    Set<String> asked = new HashSet<>();
    found.ask().forEach(one -> one.via().forEach(avp -> asked.add(avp.value())));
    peer.outbox.frame(question.frame(), 0, question.frame().length);
    for (String id : asked) {
      Sibling sibling = peer.neighbours.sibling(id);
      if (sibling != null) {
        peer.outbox.to(sibling);
        copies++;
      }
    }
    return copies + (asked.contains(peer.id) ? toOwn(question) : 0);
  }

  /** No region has answered it, or none that knows all: it goes to everybody. */
  void toAll(OpenQuestions.Question question) {
    watch.close(question);
    peer.outbox.frame(question.frame(), 0, question.frame().length);
    peer.neighbours.siblings().forEach(peer.outbox::to);
    int own = question.left() ? toOwn(question) : 0;
    settle(question, peer.neighbours.siblings().size() + own, 0);
  }

  /** To members of our own that were left out at first. */
  private int toOwn(OpenQuestions.Question question) {
    byte[] frame = question.frame();
    terms.read(frame, 0, frame.length);
    peer.outbox.frame(
        frame, 0, frame.length, Math.max(1, Header.ttl(frame, 0)), Header.hops(frame, 0));
    members.begin(
        terms, peer.neighbours.of(question.from()), Header.hops(frame, 0), Header.ttl(frame, 0));
    members.toMatching(true, false, MemberCopies.Answering.LATE, 0);
    peer.audit.delivered(QUERY, members.delivered());
    return members.copies();
  }

  private void settle(OpenQuestions.Question question, int copies, int files) {
    peer.audit.copies(QUERY, copies);
    if (!question.pending()) {
      return;
    }
    if (copies > 0) {
      peer.audit.settled(QUERY, Outcome.RELAYED);
    } else if (files > 0) {
      peer.audit.settled(QUERY, Outcome.ANSWERED);
    } else {
      nobody(Guid.read(question.frame(), 0));
    }
  }

  /** Nobody else in the realm has it: its fate, if that is not decided yet. */
  void nobody(Guid query) {
    if (!beyond.decides(query)) {
      peer.audit.settledDropped(QUERY, DropReason.NO_MATCH);
    }
  }
}
