package io.avp.actor;

import io.avp.aol.policy.OutOfBandPolicy;
import io.avp.aol.routing.QueryRouter;
import io.avp.aol.routing.QueryTerms;
import io.avp.aol.routing.Seen;
import io.avp.aol.routing.TtlRule;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.stream.CloseReason;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import io.avp.model.RelationKind;
import io.avp.vcc.cache.SlotHints;
import java.util.List;

/**
 * The way of a query through a virtual peer: checked, remembered, copied to those whose tables
 * match, and asked of its region if there are siblings (paper, section III; design of the data
 * path).
 */
final class QueryFlow {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final TtlRule TTL = TtlRule.STANDARD;

  private final PeerState peer;
  private final SiblingAsks asks;
  private final QueryTerms terms = new QueryTerms();
  private int copies;
  private int delivered;
  private boolean kept;

  QueryFlow(PeerState peer, SiblingAsks asks) {
    this.peer = peer;
    this.asks = asks;
  }

  /**
   * Takes a query.
   *
   * @param key of its message id
   */
  void onQuery(Neighbour from, byte[] b, int at, int length, long key) {
    int ttl = Header.ttl(b, at);
    int hops = Header.hops(b, at);
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
      return;
    }
    if (from.kind() == RelationKind.LEAF
        && OutOfBandPolicy.isForged(b, at, member.connection().remote().ip())) {
      OutOfBandPolicy.clear(b, at);
    }
    DropReason unsearchable = terms.read(b, at, length);
    if (unsearchable == DropReason.MALFORMED && hops == 0) {
      peer.dropWeird(from, QUERY, unsearchable);
    } else if (unsearchable != null) {
      peer.audit.dropped(QUERY, unsearchable);
    } else {
      route(from, b, at, length, intake, seen == Seen.NEW, ttl, hops);
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
    boolean lastHop = intake == QueryRouter.Intake.LAST_HOP;
    int ttlOut = lastHop ? 1 : TTL.relayedTtl(ttl, hops);
    int hopsOut = TtlRule.relayedHops(hops);
    peer.outbox.frame(b, at, length, Math.max(1, ttlOut), hopsOut);
    copies = 0;
    delivered = 0;
    kept = false;
    boolean ultrapeers = intake != QueryRouter.Intake.LEAVES_ONLY;
    if (terms.isWhatsNew()) {
      whatsNew(from, isNew, ultrapeers && ttlOut == 1, hopsOut, ttlOut);
    } else {
      toMatching(from, isNew, ultrapeers && ttlOut == 1, hopsOut, ttlOut);
    }
    if (ultrapeers && ttlOut > 1) {
      toUltrapeers(from, b, at, length, hopsOut, ttlOut);
    }
    boolean ask =
        intake == QueryRouter.Intake.ROUTE && isNew && !peer.neighbours.siblings().isEmpty();
    if (ask) {
      asks.ask(terms, b, at, length, ttlOut, hopsOut, copies == 0);
    }
    peer.audit.copies(QUERY, copies);
    peer.audit.delivered(QUERY, delivered);
    if (copies > 0) {
      peer.audit.fate(QUERY, Outcome.RELAYED);
    } else if (ask) {
      peer.audit.pending(QUERY);
    } else {
      peer.audit.dropped(QUERY, kept ? DropReason.HOPS_FLOW : DropReason.NO_MATCH);
    }
  }

  /**
   * To members whose tables match, found by the rarest word, and by words that many have, instead
   * of by a look at every table.
   *
   * @param leaves whether leaves may get it
   * @param ultrapeers whether it is an ultrapeer's last hop
   */
  private void toMatching(
      Neighbour from, boolean leaves, boolean ultrapeers, int hopsOut, int ttlOut) {
    int slot = rarestSlot();
    int n = slot < 0 ? 0 : peer.hints.candidates(slot);
    boolean told = true;
    for (int i = 0; n > 0 && i < terms.words(); i++) {
      int other = SlotHints.slotOf(terms.hash(i));
      int left = other == slot ? n : peer.hints.narrow(other, n);
      told &= left >= 0;
      n = left < 0 ? n : left;
    }
    for (int i = 0; i < n; i++) {
      Member member = peer.neighbours.at(peer.hints.candidate(i));
      boolean matches = told && member.table.bits() <= SlotHints.BITS;
      if (matches || terms.matchesWords(member.table)) {
        offer(member, from, leaves, ultrapeers, hopsOut, ttlOut);
      }
    }
    n = terms.hasUrn() ? peer.hints.candidates(SlotHints.slotOf(terms.hash(terms.words()))) : 0;
    for (int i = 0; i < n; i++) {
      Member member = peer.neighbours.at(peer.hints.candidate(i));
      if (terms.matchesUrn(member.table) && !terms.matchesWords(member.table)) {
        offer(member, from, leaves, ultrapeers, hopsOut, ttlOut);
      }
    }
    if (ultrapeers) {
      toTableless(from, hopsOut, ttlOut);
    }
  }

  /** The slot of a word that fewest members have; -1 if there is no word. */
  private int rarestSlot() {
    int rarest = -1;
    for (int i = 0; i < terms.words(); i++) {
      int slot = SlotHints.slotOf(terms.hash(i));
      if (rarest < 0 || peer.hints.members(slot) < peer.hints.members(rarest)) {
        rarest = slot;
      }
    }
    return rarest;
  }

  /** No table says who has new files. */
  private void whatsNew(
      Neighbour from, boolean leaves, boolean ultrapeers, int hopsOut, int ttlOut) {
    for (Member member : peer.neighbours.members()) {
      if (member.whatsNew && member.table != null && member.table.present() > 0) {
        offer(member, from, leaves, ultrapeers, hopsOut, ttlOut);
      }
    }
    if (ultrapeers) {
      toTableless(from, hopsOut, ttlOut);
    }
  }

  private void offer(
      Member member, Neighbour from, boolean leaves, boolean ultrapeers, int hopsOut, int ttlOut) {
    if (member.isLeaf() ? leaves : ultrapeers) {
      copy(member, from, true, hopsOut, ttlOut);
    }
  }

  private void toTableless(Neighbour from, int hopsOut, int ttlOut) {
    List<Member> tableless = peer.neighbours.tableless();
    for (int i = 0; i < tableless.size(); i++) {
      copy(tableless.get(i), from, false, hopsOut, ttlOut);
    }
  }

  private void copy(Member to, Neighbour from, boolean matches, int hopsOut, int ttlOut) {
    QueryRouter.Copy copy =
        QueryRouter.copy(
            to.kind(), to == from, hopsOut, ttlOut, to.hopsFlow, to.table != null, matches);
    if (copy == QueryRouter.Copy.SEND) {
      peer.outbox.to(to.connection());
      copies++;
      delivered += to.isLeaf() ? 1 : 0;
    }
    kept |= copy == QueryRouter.Copy.HOPS_FLOW;
  }

  /** To all ultrapeers: it has hops left, so their tables do not matter. */
  private void toUltrapeers(Neighbour from, byte[] b, int at, int length, int hopsOut, int ttlOut) {
    boolean shorter = false;
    List<Member> ultrapeers = peer.neighbours.ultrapeers();
    for (int i = 0; i < ultrapeers.size(); i++) {
      if (ultrapeers.get(i).maxTtl() < ttlOut) {
        shorter = true;
      } else {
        copy(ultrapeers.get(i), from, false, hopsOut, ttlOut);
      }
    }
    for (int i = 0; shorter && i < ultrapeers.size(); i++) {
      Member ultrapeer = ultrapeers.get(i);
      int ttl = ultrapeer.maxTtl();
      if (ttl < ttlOut) {
        peer.outbox.frame(b, at, length, ttl, hopsOut);
        copy(ultrapeer, from, ttl == 1 && matches(ultrapeer), hopsOut, ttl);
      }
    }
  }

  private boolean matches(Member member) {
    return member.table != null
        && (terms.matchesWords(member.table) || terms.matchesUrn(member.table));
  }
}
