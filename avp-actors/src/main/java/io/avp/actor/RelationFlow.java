package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.topology.AliveRule;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.model.LinkId;
import io.avp.model.RelationKind;
import java.util.List;

/** How relations begin and end, and what their overlay links hear of them. */
final class RelationFlow {
  private static final int FIRST_PING_TTL = 3;

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final PeerDoor door;
  private final PingFlow pings;
  private final TableFlow tables;
  private final OwnTable ownTable;
  private final VendorFlow vendors;
  private final PeerViews views;

  RelationFlow(
      PeerState peer,
      ActorRef<VirtualPeer.Command> self,
      PeerDoor door,
      PingFlow pings,
      TableFlow tables,
      OwnTable ownTable,
      VendorFlow vendors,
      PeerViews views) {
    this.peer = peer;
    this.self = self;
    this.door = door;
    this.pings = pings;
    this.tables = tables;
    this.ownTable = ownTable;
    this.vendors = vendors;
    this.views = views;
  }

  /** A handshake ended well: says what servents want to hear first. */
  void attached(Connection connection) {
    NodeServices services = peer.services;
    LinkId link = LinkId.of(services.settings().node(), services.linkNumbers().getAndIncrement());
    Member member =
        peer.neighbours.add(
            handle ->
                new Member(
                    connection,
                    handle,
                    link,
                    services.settings().gnutella().rates(),
                    AliveRule.STANDARD,
                    services.random().nextLong(),
                    peer.now));
    door.present().add(member);
    member
        .servent()
        .ifPresent(
            guid -> peer.pushes.learn(guid.high(), guid.low(), member.handle(), true, peer.now));
    pings.alive(member);
    if (connection.relation().outgoing()) {
      services
          .gateway()
          .tell(
              new ServentGateway.DialEnded(
                  peer.id,
                  connection.remote(),
                  member.kind() == RelationKind.ULTRAPEER,
                  List.of()));
      if (!member.isLegacy()) {
        // Who speaks 0.4 would pass it on to everybody.
        peer.originate(
            member, DescriptorType.PING, Ping.plain().frame(peer.newId(), FIRST_PING_TTL, 0));
      }
    }
    vendors.greet(member);
    if (!member.isLeaf()) {
      ownTable.greet(member);
    }
    services.link(member.link()).tell(new OverlayLink.Update(views.open(member), self));
    if (door.isStopping()) {
      // Its handshake had ended well just before.
      peer.close(member, CloseReason.SHUTDOWN);
    }
  }

  /** A relation has ended. */
  void detached(FrameBatch.Detached gone) {
    Member member = peer.neighbours.of(gone.connection());
    if (member == null) {
      return;
    }
    peer.neighbours.remove(member);
    door.present().remove(member);
    peer.pongs.forget(member.handle());
    tables.forget(member);
    peer.services
        .link(member.link())
        .tell(new OverlayLink.Ended(views.closed(member, gone.reason())));
  }

  /** Parts with a member; nothing happens if it has gone already. */
  void close(String link, CloseReason reason) {
    Member member = peer.neighbours.of(link);
    if (member != null) {
      peer.close(member, reason);
    }
  }

  /** Parts with all. */
  void closeAll(CloseReason reason) {
    peer.neighbours.members().forEach(member -> peer.close(member, reason));
  }

  /** The virtual peer ends: parts with all, whose end nobody will hear of. */
  void end() {
    for (Member member : peer.neighbours.members()) {
      peer.close(member, CloseReason.SHUTDOWN);
      tables.release(member);
      peer.services
          .link(member.link())
          .tell(new OverlayLink.Ended(views.closed(member, CloseReason.SHUTDOWN)));
    }
  }

  /** Tells overlay links what changed. */
  void report() {
    for (Member member : peer.neighbours.members()) {
      if (member.meter.report(member.connection().snapshot(), peer.now).isPresent()) {
        peer.services.link(member.link()).tell(new OverlayLink.Update(views.open(member), self));
      }
    }
  }
}
