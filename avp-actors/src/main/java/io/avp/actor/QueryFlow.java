package io.avp.actor;

import io.avp.aol.routing.GuidRoutes;
import io.avp.aol.routing.QueryRouter;
import io.avp.aol.routing.QueryTerms;
import io.avp.aol.routing.Seen;
import io.avp.aol.routing.TtlRule;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.Guid;
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
  private boolean shorterTtl;

  QueryFlow(PeerState peer, SiblingAsks asks) {
    this.peer = peer;
    this.asks = asks;
  }

  /** Takes a query; patches its header in place. */
  void onQuery(Neighbour from, byte[] b, int at, int length) {
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
    Seen seen =
        peer.routes.insert(
            Guid.highAt(b, at), Guid.lowAt(b, at), GuidRoutes.QUERY, from.handle(), ttl, peer.now);
    if (seen != Seen.NEW && seen != Seen.DUPLICATE_HIGHER_TTL) {
      dropSeen(member, seen);
      return;
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
    Header.patch(b, at, Math.max(1, ttlOut), hopsOut);
    peer.outbox.frame(b, at, length);
    copies = 0;
    delivered = 0;
    kept = false;
    boolean possible = somebodyMayHave();
    if (isNew && (possible || terms.isWhatsNew())) {
      toLeaves(from, hopsOut, ttlOut);
    }
    if (intake != QueryRouter.Intake.LEAVES_ONLY) {
      toUltrapeers(from, b, at, length, hopsOut, ttlOut);
    }
    boolean ask =
        intake == QueryRouter.Intake.ROUTE && isNew && !peer.neighbours.siblings().isEmpty();
    if (ask) {
      Header.patch(b, at, ttlOut, hopsOut);
    }
    boolean asked = ask && asks.ask(terms, b, at, length, copies == 0);
    peer.audit.copies(QUERY, copies);
    peer.audit.delivered(QUERY, delivered);
    if (copies > 0) {
      peer.audit.fate(QUERY, Outcome.RELAYED);
    } else if (asked) {
      peer.audit.pending(QUERY);
    } else if (ask) {
      peer.audit.dropped(QUERY, DropReason.EXHAUSTED);
    } else {
      peer.audit.dropped(QUERY, kept ? DropReason.HOPS_FLOW : DropReason.NO_MATCH);
    }
  }

  /** False if no member's table can match: one look per word instead of one per member. */
  private boolean somebodyMayHave() {
    if (terms.hasUrn() && has(terms.hash(terms.words()))) {
      return true;
    }
    for (int i = 0; i < terms.words(); i++) {
      if (!has(terms.hash(i))) {
        return false;
      }
    }
    return terms.words() > 0;
  }

  private boolean has(int hash) {
    return peer.hints.members(SlotHints.slotOf(hash)) > 0;
  }

  private void toLeaves(Neighbour from, int hopsOut, int ttlOut) {
    List<Member> leaves = peer.neighbours.leaves();
    for (int i = 0; i < leaves.size(); i++) {
      Member leaf = leaves.get(i);
      boolean matches = leaf.table != null && matches(leaf);
      QueryRouter.Copy copy =
          QueryRouter.copy(
              RelationKind.LEAF,
              leaf == from,
              hopsOut,
              ttlOut,
              leaf.hopsFlow,
              leaf.table != null,
              matches);
      if (copy == QueryRouter.Copy.SEND) {
        peer.outbox.to(leaf.connection());
        copies++;
        delivered++;
      }
      kept |= matches && copy == QueryRouter.Copy.HOPS_FLOW;
    }
  }

  private boolean matches(Member member) {
    return terms.isWhatsNew()
        ? member.whatsNew && member.table.present() > 0
        : terms.matches(member.table);
  }

  private void toUltrapeers(Neighbour from, byte[] b, int at, int length, int hopsOut, int ttlOut) {
    shorterTtl = false;
    List<Member> ultrapeers = peer.neighbours.ultrapeers();
    for (int i = 0; i < ultrapeers.size(); i++) {
      Member ultrapeer = ultrapeers.get(i);
      if (ultrapeer.maxTtl() < ttlOut) {
        shorterTtl = true;
      } else if (ultrapeer != from) {
        toUltrapeer(ultrapeer, from, hopsOut, ttlOut);
      }
    }
    for (int i = 0; shorterTtl && i < ultrapeers.size(); i++) {
      Member ultrapeer = ultrapeers.get(i);
      if (ultrapeer.maxTtl() < ttlOut) {
        Header.patch(b, at, ultrapeer.maxTtl(), hopsOut);
        peer.outbox.frame(b, at, length);
        toUltrapeer(ultrapeer, from, hopsOut, ultrapeer.maxTtl());
      }
    }
  }

  private void toUltrapeer(Member ultrapeer, Neighbour from, int hopsOut, int ttlOut) {
    boolean matches = ttlOut == 1 && ultrapeer.table != null && matches(ultrapeer);
    QueryRouter.Copy copy =
        QueryRouter.copy(
            RelationKind.ULTRAPEER,
            ultrapeer == from,
            hopsOut,
            ttlOut,
            ultrapeer.hopsFlow,
            ultrapeer.table != null,
            matches);
    if (copy == QueryRouter.Copy.SEND) {
      peer.outbox.to(ultrapeer.connection());
      copies++;
    }
    kept |= copy == QueryRouter.Copy.HOPS_FLOW;
  }
}
