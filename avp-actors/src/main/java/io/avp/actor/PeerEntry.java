package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.routing.CachedPong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import io.avp.model.Incarnation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the realm knows of a living virtual peer.
 *
 * @param id its lasting name
 * @param node the node it lives on
 * @param address where servents dial it
 * @param guid servent GUID of this incarnation
 * @param incarnation epoch, from 1
 * @param since when this incarnation began, milliseconds since 1970
 * @param community the community it stands for
 * @param links number of its relations
 * @param leafRoom free leaf slots
 * @param ultrapeerRoom free ultrapeer slots
 * @param pongs a few hosts that have answered its tests, for answers to pings
 * @param ref the virtual peer itself: valid for this incarnation
 */
record PeerEntry(
    String id,
    String node,
    HostAddress address,
    Guid guid,
    long incarnation,
    long since,
    String community,
    int links,
    int leafRoom,
    int ultrapeerRoom,
    List<CachedPong> pongs,
    ActorRef<VirtualPeer.Command> ref)
    implements Sharded {

  /** Whose life, and which one. */
  Incarnation life() {
    return new Incarnation(new AvpId(id), incarnation);
  }

  /**
   * What is shown of it; members and counters are known only to the virtual peer itself.
   *
   * @param unreachable nodes that cannot be reached now
   */
  PeerView view(Set<String> unreachable) {
    return new PeerView(
        id,
        node,
        address.toString(),
        guid.toString(),
        incarnation,
        since,
        links,
        unreachable.contains(node) ? PeerView.UNREACHABLE : "serving",
        community,
        List.of(),
        List.of(),
        Map.of());
  }
}
