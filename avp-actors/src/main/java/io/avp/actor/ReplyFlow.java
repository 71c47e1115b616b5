package io.avp.actor;

import io.avp.aol.policy.PushPolicy;
import io.avp.aol.policy.RateSettings;
import io.avp.aol.routing.GuidRoutes;
import io.avp.aol.routing.RouteHandles;
import io.avp.aol.routing.TtlRule;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;

/** What goes back: hits along the route of their query, pushes along the route of a hit. */
final class ReplyFlow {
  /** Longer hits are not passed on, in bytes of payload. */
  private static final int MAX_HIT = 16_384;

  /** Longer pushes are not passed on, in bytes of payload. */
  private static final int MAX_PUSH = 26 + 1_536;

  private static final int HIT_PORT = Header.BYTES + 1;
  private static final int MAX_REQUESTERS = 1 << 14;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final DescriptorType PUSH = DescriptorType.PUSH;

  private final PeerState peer;
  private final PushPolicy pushPolicy;

  ReplyFlow(PeerState peer) {
    this.peer = peer;
    pushPolicy = new PushPolicy(RateSettings.STANDARD, peer.reachable, MAX_REQUESTERS);
  }

  /** Takes a hit; patches its header in place. */
  void onHit(Neighbour from, byte[] b, int at, int length) {
    long high = Guid.highAt(b, at);
    long low = Guid.lowAt(b, at);
    long serventHigh = QueryHit.serventHigh(b, at, length);
    long serventLow = QueryHit.serventLow(b, at, length);
    if ((serventHigh | serventLow) == 0 || (serventHigh == high && serventLow == low)) {
      peer.dropWeird(from, HIT, DropReason.MALFORMED);
      return;
    }
    if (length - Header.BYTES > MAX_HIT) {
      peer.audit.dropped(HIT, DropReason.TOO_LARGE_TO_RELAY);
      return;
    }
    int route = peer.routes.lookup(high, low, GuidRoutes.QUERY, peer.now);
    Neighbour to = peer.neighbours.of(route);
    if (to == null) {
      peer.audit.dropped(
          HIT, route == RouteHandles.NONE ? DropReason.NO_ROUTE : DropReason.ROUTE_GONE);
    } else if (to == from) {
      peer.dropWeird(from, HIT, DropReason.WEIRD);
    } else if (!isReachable(b, at, length)) {
      peer.audit.dropped(HIT, DropReason.UNREACHABLE_ADDRESS);
    } else {
      boolean own = Header.hops(b, at) == 0 && from instanceof Member;
      if (own) {
        know((Member) from, new Guid(serventHigh, serventLow));
      }
      peer.pushes.learn(serventHigh, serventLow, from.handle(), own, peer.now);
      relay(HIT, to, b, at, length);
    }
  }

  /** Some servents tell their GUID in their hits only. */
  private static void know(Member member, Guid servent) {
    if (member.servent == null) {
      member.servent = servent;
    }
  }

  /** A hit may name an address out of reach if it says that a push is needed. */
  private boolean isReachable(byte[] b, int at, int length) {
    try {
      int payload = length - Header.BYTES;
      HostAddress responder = new WireReader(b, at + HIT_PORT, HostAddress.BYTES).portFirst();
      return peer.reachable.test(responder.ip())
          || QueryHit.decode(b, at + Header.BYTES, payload)
              .trailer()
              .map(HitTrailer::push)
              .orElse(false);
    } catch (MalformedException e) {
      return false; // neither its address nor its flags can be believed
    }
  }

  private void relay(DescriptorType type, Neighbour to, byte[] b, int at, int length) {
    boolean leaf = to instanceof Member member && member.isLeaf();
    int hops = Header.hops(b, at);
    int ttl = TtlRule.replyTtl(Header.ttl(b, at), hops, leaf);
    if (ttl < 1) {
      peer.audit.dropped(type, DropReason.TTL_EXPIRED);
      return;
    }
    Header.patch(b, at, ttl, TtlRule.relayedHops(hops));
    peer.outbox.frame(b, at, length);
    peer.outbox.to(to);
    peer.audit.fate(type, Outcome.RELAYED);
    peer.audit.copies(type, 1);
    peer.audit.delivered(type, leaf ? 1 : 0);
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
      switch (pushPolicy.decide(in.hostAddress(), peer.now)) {
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
    if (to == null || to == from) {
      peer.audit.dropped(PUSH, DropReason.NO_ROUTE);
    } else {
      relay(PUSH, to, b, at, length);
    }
  }

  private Neighbour toServent(Guid servent) {
    return peer.neighbours.of(peer.pushes.lookup(servent.high(), servent.low(), peer.now));
  }

  /**
   * Sends a push in the name of somebody who asked for it by HTTP.
   *
   * @return false if the servent is not known here or its requester is not served
   */
  boolean push(Guid servent, long index, HostAddress requester) {
    Neighbour to = toServent(servent);
    if (to == null || !isPermitted(requester)) {
      return false;
    }
    // One hop travelled, two to go: a sibling may lie between.
    byte[] frame = new Push(servent, index, requester, Ggep.NONE).frame(peer.newId(), 2, 1);
    peer.outbox.frame(frame, 0, frame.length);
    peer.outbox.to(to);
    peer.audit.originated(PUSH, 1);
    return true;
  }

  private boolean isPermitted(HostAddress requester) {
    return pushPolicy.decide(requester, peer.now) == Decision.PERMIT;
  }
}
