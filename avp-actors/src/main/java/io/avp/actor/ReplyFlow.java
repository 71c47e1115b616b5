package io.avp.actor;

import io.avp.aol.routing.GuidRoutes;
import io.avp.aol.routing.OpenQuestions;
import io.avp.aol.routing.RouteHandles;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.model.DropReason;
import java.util.function.Consumer;

/** Hits: back along the route of their query. */
final class ReplyFlow {
  /** Longer hits are not passed on, in bytes of payload. */
  private static final int MAX_HIT = 16_384;

  private static final int HIT_PORT = Header.BYTES + 1;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;

  private final PeerState peer;
  private final BeyondFlow beyond;
  private final HitWatch watch;
  private final JoinedQuestions joined;
  private final Consumer<OpenQuestions.Question> alone;

  /**
   * Replies of one virtual peer.
   *
   * @param alone gets questions that waited for another one, and are to be asked for by themselves
   */
  ReplyFlow(
      PeerState peer,
      BeyondFlow beyond,
      HitWatch watch,
      JoinedQuestions joined,
      Consumer<OpenQuestions.Question> alone) {
    this.peer = peer;
    this.beyond = beyond;
    this.watch = watch;
    this.joined = joined;
    this.alone = alone;
  }

  /** Takes a hit; patches its header in place. */
  void onHit(Neighbour from, byte[] b, int at, int length) {
    boolean vouched = from instanceof Sibling && (Header.ttl(b, at) & HitWatch.VOUCHED) != 0;
    if (vouched) {
      Header.patch(b, at, Header.ttl(b, at) & ~HitWatch.VOUCHED, Header.hops(b, at));
    }
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
      watch.missed(from, new Guid(high, low));
      joined.missed(new Guid(high, low), alone);
      peer.audit.dropped(
          HIT, route == RouteHandles.NONE ? DropReason.NO_ROUTE : DropReason.ROUTE_GONE);
    } else if (to == from) {
      peer.dropWeird(from, HIT, DropReason.WEIRD);
    } else if (!isReachable(b, at, length)) {
      peer.audit.dropped(HIT, DropReason.UNREACHABLE_ADDRESS);
    } else {
      boolean own = Header.hops(b, at) == 0 && from instanceof Member;
      if (own && !((Member) from).is(new Guid(serventHigh, serventLow))) {
        peer.dropWeird(from, HIT, DropReason.WEIRD);
        return;
      }
      if (own && peer.services.files().isDoubted(new Guid(serventHigh, serventLow))) {
        peer.audit.dropped(HIT, DropReason.SPAM);
        return;
      }
      peer.pushes.learn(serventHigh, serventLow, from.handle(), own, peer.now);
      beyond.results(to, b, at, b[at + Header.BYTES] & 0xff);
      boolean ofItself = own && speaksOfItself((Member) from, b, at);
      if (to instanceof Sibling) {
        peer.passBack(HIT, to, b, at, length, ofItself ? HitWatch.VOUCHED : 0);
      } else {
        watch.passed(from, vouched || ofItself, b, at, length);
        if (from instanceof Sibling) {
          joined.passed(b, at, length);
        }
        peer.passBack(HIT, to, b, at, length, 0);
      }
    }
  }

  /** It has claimed its GUID before; it must name the address that it is connected from, too. */
  private static boolean speaksOfItself(Member member, byte[] b, int at) {
    try {
      member.answered = true;
      HostAddress named = new WireReader(b, at + HIT_PORT, HostAddress.BYTES).portFirst();
      return named.ip() == member.connection().remote().ip();
    } catch (MalformedException e) {
      return false; // it says nothing that could be read
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
}
