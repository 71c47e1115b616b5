package io.avp.actor;

import io.avp.aol.policy.OutOfBandPolicy;
import io.avp.aol.routing.QueryRouter;
import io.avp.aol.routing.QueryTerms;
import io.avp.aol.routing.Seen;
import io.avp.aol.routing.TtlRule;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.stream.CloseReason;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import io.avp.model.RelationKind;
import java.util.List;

/**
 * The way of a query through a virtual peer: checked, remembered, copied to those whose tables
 * match, to servents of 0.4 without any, and asked of its region if there are siblings; those of
 * leaves go to ultrapeers only if results stay short (paper, section III; design of the data path).
 */
final class QueryFlow {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final TtlRule TTL = TtlRule.STANDARD;

  private final PeerState peer;
  private final SiblingAsks asks;
  private final MemberCopies copies;
  private final KnowledgeFlow knowledge;
  private final HintFlow hints;
  private final BeyondFlow beyond;
  private final QueryTerms terms = new QueryTerms();

  /** A sibling has asked the region about the query that is being looked at. */
  private boolean answered;

  QueryFlow(
      PeerState peer,
      SiblingAsks asks,
      MemberCopies copies,
      KnowledgeFlow knowledge,
      HintFlow hints,
      BeyondFlow beyond) {
    this.peer = peer;
    this.asks = asks;
    this.copies = copies;
    this.knowledge = knowledge;
    this.hints = hints;
    this.beyond = beyond;
  }

  /**
   * Takes a query.
   *
   * @param key of its message id
   */
  void onQuery(Neighbour from, byte[] b, int at, int length, long key) {
    int ttl = Header.ttl(b, at);
    int hops = Header.hops(b, at);
    answered = from instanceof Sibling && (ttl & QuestionEnd.ANSWERED) != 0;
    // Not patched: whoever goes on from here is told the TTL, and what was just written is slow to
    // read.
    ttl = answered ? ttl & ~QuestionEnd.ANSWERED : ttl;
    QueryRouter.Intake intake =
        QueryRouter.intake(TTL, from.kind(), ttl, hops, length - Header.BYTES);
    if (intake.drop() != null) {
      refuse(from, intake, hops);
      return;
    }
    Member member = from instanceof Member m ? m : null;
    if (member != null) {
      member.duplicates.received();
      if (member.rates.query(peer.now) != Decision.PERMIT) {
        peer.audit.dropped(QUERY, DropReason.THROTTLED);
        return;
      }
    }
    Seen seen = peer.routes.insert(key, from.handle(), ttl, peer.now);
    if (seen != Seen.NEW && seen != Seen.DUPLICATE_HIGHER_TTL) {
      dropSeen(member, seen);
      if (answered && terms.read(b, at, length) == null) {
        // Whoever asks keeps that nobody here had it, but nobody was asked.
        hints.notAsked(SiblingAsks.routingHash(terms));
      }
      return;
    }
    if (from.kind() == RelationKind.LEAF
        && OutOfBandPolicy.isForged(b, at, member.connection().remote().ip())) {
      OutOfBandPolicy.clear(b, at);
    }
    if (from.kind() == RelationKind.LEGACY) {
      Query.mark(b, at);
    }
    DropReason unsearchable = terms.read(b, at, length);
    if (unsearchable == DropReason.MALFORMED && hops == 0) {
      peer.dropWeird(from, QUERY, unsearchable);
    } else if (unsearchable != null) {
      peer.audit.dropped(QUERY, unsearchable);
    } else {
      route(from, b, at, length, intake, seen == Seen.NEW, ttl, hops);
      if (answered && (seen != Seen.NEW || copies.kept() || !peer.neighbours.legacy().isEmpty())) {
        // Not all were asked, or one more may come, and nothing tells what it has.
        hints.notAsked(SiblingAsks.routingHash(terms));
      }
    }
  }

  private void refuse(Neighbour from, QueryRouter.Intake intake, int hops) {
    peer.audit.dropped(QUERY, intake.drop());
    if (!(from instanceof Member member)) {
      return;
    }
    if (intake == QueryRouter.Intake.LEAF_RELAYED) {
      peer.close(member, CloseReason.LEAF_RELAYED);
    } else if (intake == QueryRouter.Intake.HIGH_TTL) {
      member.weird.highTtl(hops);
      if (member.weird.tooManyHighTtl()) {
        peer.close(member, CloseReason.HIGH_TTL);
      }
    }
  }

  private void dropSeen(Member member, Seen seen) {
    peer.audit.dropped(QUERY, seen == Seen.EXHAUSTED ? DropReason.EXHAUSTED : DropReason.DUPLICATE);
    if (seen == Seen.REPEATED && member != null) {
      member.duplicates.repeated();
      if (member.duplicates.tooMany()) {
        peer.close(member, CloseReason.TOO_MANY_DUPLICATES);
      }
    }
  }

  /** A query whose TTL alone is higher than before goes on to ultrapeers, not to leaves again. */
  private void route(
      Neighbour from,
      byte[] b,
      int at,
      int length,
      QueryRouter.Intake intake,
      boolean isNew,
      int ttl,
      int hops) {
    if (isNew && from instanceof Member) {
      peer.ledger.query(length, peer.population());
    }
    boolean lastHop = intake == QueryRouter.Intake.LAST_HOP;
    int ttlOut = lastHop ? 1 : TTL.relayedTtl(ttl, hops);
    int hopsOut = TtlRule.relayedHops(hops);
    peer.outbox.frame(b, at, length, Math.max(1, ttlOut), hopsOut);
    copies.begin(terms, from, hopsOut, ttlOut);
    boolean ultrapeers = intake != QueryRouter.Intake.LEAVES_ONLY;
    boolean ask =
        intake == QueryRouter.Intake.ROUTE
            && isNew
            && (!peer.neighbours.siblings().isEmpty() || knowledge.any());
    if (terms.isWhatsNew()) {
      copies.whatsNew(isNew, ultrapeers && ttlOut == 1);
    } else {
      MemberCopies.Answering answering =
          ask ? MemberCopies.Answering.REGION : MemberCopies.Answering.NOBODY;
      copies.toMatching(
          isNew,
          ultrapeers && ttlOut == 1,
          answered ? MemberCopies.Answering.SIBLING : answering,
          SiblingAsks.routingHash(terms));
    }
    boolean onward = ultrapeers && ttlOut > 1;
    Member leaf = onward && from instanceof Member member && member.isLeaf() ? member : null;
    if (onward && leaf == null) {
      flood(peer.neighbours.ultrapeers(), b, at, length, hopsOut, ttlOut);
    }
    if (onward) {
      flood(peer.neighbours.legacy(), b, at, length, hopsOut, ttlOut);
    }
    int sent = copies.copies();
    boolean left = copies.left() > 0;
    boolean goesOn = leaf != null && isNew && !peer.neighbours.ultrapeers().isEmpty();
    peer.audit.copies(QUERY, sent);
    peer.audit.delivered(QUERY, copies.delivered());
    if (sent > 0) {
      peer.audit.fate(QUERY, Outcome.RELAYED);
    } else if (ask || goesOn) {
      peer.audit.pending(QUERY);
    } else {
      peer.audit.dropped(QUERY, copies.kept() ? DropReason.HOPS_FLOW : DropReason.NO_MATCH);
    }
    if (goesOn) {
      beyond.begin(leaf, terms, b, at, length, ttlOut, hopsOut, sent == 0 && !ask);
    }
    if (ask) {
      // Last: it may be answered at once.
      asks.ask(terms, b, at, length, ttlOut, hopsOut, sent == 0, from, left);
    }
  }

  /** To all of them: it has hops left, so their tables do not matter. */
  private void flood(List<Member> all, byte[] b, int at, int length, int hopsOut, int ttlOut) {
    boolean shorter = false;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).maxTtl() < ttlOut) {
        shorter = true;
      } else {
        copies.copy(all.get(i), false, hopsOut, ttlOut);
      }
    }
    for (int i = 0; shorter && i < all.size(); i++) {
      Member one = all.get(i);
      int ttl = one.maxTtl();
      if (ttl < ttlOut) {
        peer.outbox.frame(b, at, length, ttl, hopsOut);
        copies.copy(one, ttl == 1 && one.has(terms), hopsOut, ttl);
      }
    }
    if (shorter) {
      peer.outbox.frame(b, at, length, ttlOut, hopsOut);
    }
  }
}
