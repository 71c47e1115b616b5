package io.avp.actor;

import io.avp.aol.policy.PushPolicy;
import io.avp.aol.policy.RateSettings;
import io.avp.aol.routing.TtlRule;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import io.avp.model.RateLimit;

/**
 * Pushes: along the route of a hit, or to a member. One for a servent that is not known here goes
 * to all siblings, which look among their members: it may have been handed over since it was found,
 * and what names its old push proxy is still about.
 */
final class PushFlow {
  /** Longer pushes are not passed on, in bytes of payload. */
  private static final int MAX_PUSH = 26 + 1_536;

  private static final int MAX_REQUESTERS = 1 << 14;
  private static final DescriptorType PUSH = DescriptorType.PUSH;

  /** How often siblings are asked for unknown servents: each time costs one message for each. */
  private static final RateLimit ELSEWHERE = RateLimit.of(20, 1, 100);

  private final PeerState peer;
  private final KnowledgeFlow knowledge;
  private final PushPolicy policy;
  private long elsewhere;

  PushFlow(PeerState peer, KnowledgeFlow knowledge) {
    this.peer = peer;
    this.knowledge = knowledge;
    policy = new PushPolicy(RateSettings.STANDARD, peer.reachable, MAX_REQUESTERS);
    elsewhere = peer.now;
  }

  /**
   * Takes a push; patches its header in place.
   *
   * @param from who passed it on; null if it came by datagram
   */
  void onPush(Neighbour from, byte[] b, int at, int length) {
    if (length - Header.BYTES > MAX_PUSH) {
      peer.audit.dropped(PUSH, DropReason.TOO_LARGE_TO_RELAY);
      return;
    }
    try {
      WireReader in = new WireReader(b, at + Header.BYTES, length - Header.BYTES);
      Guid servent = in.guid();
      in.u32();
      switch (policy.decide(in.hostAddress(), peer.now)) {
        case REFUSE -> peer.audit.dropped(PUSH, DropReason.UNREACHABLE_ADDRESS);
        case IGNORE -> peer.audit.dropped(PUSH, DropReason.THROTTLED);
        case PERMIT -> pass(from, servent, b, at, length);
      }
    } catch (MalformedException e) {
      peer.dropWeird(from, PUSH, DropReason.MALFORMED);
    }
  }

  private void pass(Neighbour from, Guid servent, byte[] b, int at, int length) {
    Neighbour to = toServent(servent);
    if (to != null && to != from) {
      peer.passBack(PUSH, to, b, at, length);
    } else if (from instanceof Sibling || peer.neighbours.siblings().isEmpty()) {
      // A sibling has asked all others already.
      peer.audit.dropped(PUSH, DropReason.NO_ROUTE);
    } else if (Header.hops(b, at) > 0 && Header.ttl(b, at) < 2) {
      peer.audit.dropped(PUSH, DropReason.TTL_EXPIRED);
    } else if (!mayAskElsewhere()) {
      peer.audit.dropped(PUSH, DropReason.THROTTLED);
    } else {
      toSiblings(b, at, length);
    }
  }

  private void toSiblings(byte[] b, int at, int length) {
    peer.outbox.frame(b, at, length, 1, TtlRule.relayedHops(Header.hops(b, at)));
    for (Sibling sibling : peer.neighbours.siblings()) {
      peer.outbox.to(sibling);
    }
    peer.audit.fate(PUSH, Outcome.RELAYED);
    peer.audit.copies(PUSH, peer.neighbours.siblings().size());
  }

  private boolean mayAskElsewhere() {
    boolean may = ELSEWHERE.permits(elsewhere, peer.now);
    elsewhere = may ? ELSEWHERE.taken(elsewhere, peer.now) : elsewhere;
    return may;
  }

  private Neighbour toServent(Guid servent) {
    Neighbour route =
        peer.neighbours.of(peer.pushes.lookup(servent.high(), servent.low(), peer.now));
    // A member that is answered for sends no hits, which would keep its route.
    return route == null ? knowledge.member(servent) : route;
  }

  /** Sends a push in the name of somebody who asked for it by HTTP, here or at a sibling. */
  VirtualPeer.PushRelayed push(VirtualPeer.RelayPush push) {
    Neighbour to = toServent(push.servent());
    boolean known = to instanceof Member || (to != null && !push.own());
    boolean served =
        (known || !push.own()) && policy.decide(push.requester(), peer.now) == Decision.PERMIT;
    if (known && served) {
      // One hop travelled, two to go: a sibling may lie between.
      byte[] frame =
          new Push(push.servent(), push.index(), push.requester(), Ggep.NONE)
              .frame(peer.newId(), 2, 1);
      peer.outbox.frame(frame, 0, frame.length);
      peer.outbox.to(to);
      peer.audit.originated(PUSH, 1);
    }
    boolean ask = !known && served && mayAskElsewhere();
    return new VirtualPeer.PushRelayed(known && served, ask);
  }
}
