package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.routing.CachedPong;
import io.avp.aol.topology.Referrals;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * What a virtual peer tells the realm of itself, what it makes of what it hears of the others, and
 * whom it wants dialled.
 */
final class RealmFlow {
  /** What a pong of a sibling says that it shares: the least that marks an ultrapeer. */
  private static final int SIBLING_KIB = 8;

  /** Tested hosts that siblings are told, and how often at most. */
  private static final int SHARED = 8;

  private static final long SHARE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final SlotBook slots;
  private final PeerDoor door;
  private PeerEntry published;
  private List<PeerEntry> realm = List.of();
  private List<CachedPong> shared = List.of();
  private long sharedNanos;
  private boolean withdrawn;

  RealmFlow(PeerState peer, ActorRef<VirtualPeer.Command> self, SlotBook slots, PeerDoor door) {
    this.peer = peer;
    this.self = self;
    this.slots = slots;
    this.door = door;
    sharedNanos = peer.now;
  }

  /** Tells what has changed; nothing any more after {@link #withdraw}. */
  void publish() {
    if (peer.now - sharedNanos >= SHARE_NANOS) {
      sharedNanos = peer.now;
      shared = peer.pongs.share(shared, SHARED, peer.now);
    }
    PeerEntry entry =
        new PeerEntry(
            peer.id,
            peer.services.settings().node(),
            peer.address,
            peer.guid,
            peer.incarnation,
            peer.since,
            peer.community,
            peer.neighbours.members().size(),
            room(PeerMode.LEAF),
            room(PeerMode.ULTRAPEER),
            shared,
            self);
    if (!withdrawn && !entry.equals(published)) {
      published = entry;
      peer.services.directory().tell(new PeerDirectory.Publish(entry));
    }
  }

  /** Who leaves still relays for its members, but is not to be named to others. */
  private int room(PeerMode mode) {
    return door.isStopping() ? 0 : slots.free(mode);
  }

  /** The living virtual peers as last heard. */
  List<PeerEntry> living() {
    return realm;
  }

  /** Takes itself out of the directory. */
  void withdraw() {
    withdrawn = true;
    peer.services.directory().tell(new PeerDirectory.Withdraw(peer.id, peer.incarnation));
  }

  /** Who lives in the realm. */
  void onRealm(List<PeerEntry> living) {
    realm = living;
    List<PeerEntry> others = living.stream().filter(entry -> !entry.id().equals(peer.id)).toList();
    peer.pongs.siblings(
        others.stream()
            .map(entry -> new CachedPong(entry.address(), 0, SIBLING_KIB, 1, 0))
            .toList());
    peer.pongs.shared(
        others.stream()
            .flatMap(entry -> entry.pongs().stream())
            .filter(pong -> !isOfRealm(pong.address()))
            .toList());
    door.siblings(
        withRoom(others, PeerEntry::leafRoom), withRoom(others, PeerEntry::ultrapeerRoom));
  }

  private boolean isOfRealm(HostAddress host) {
    return realm.stream().anyMatch(entry -> entry.address().equals(host));
  }

  private List<HostAddress> withRoom(List<PeerEntry> others, ToIntFunction<PeerEntry> room) {
    return Referrals.order(
        others.stream()
            .map(
                entry ->
                    new Referrals.Candidate(entry.address(), entry.node(), room.applyAsInt(entry)))
            .toList(),
        peer.services.settings().node());
  }

  /** Asks the gateway for dials, if any are wanted at all. */
  void dial() {
    GnutellaSettings settings = peer.services.settings().gnutella();
    boolean nobody = settings.dial().isEmpty() && settings.legacyDial().isEmpty();
    if (door.isStopping() || (nobody && !settings.dialOut())) {
      return;
    }
    Set<HostAddress> never = new HashSet<>(door.present().addresses());
    realm.forEach(entry -> never.add(entry.address()));
    never.add(peer.address);
    peer.services
        .gateway()
        .tell(
            new ServentGateway.Want(
                peer.id, door, peer.address, peer.neighbours.ultrapeers().size(), never));
  }
}
