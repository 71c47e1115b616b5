package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.policy.ReachabilityPolicy;
import io.avp.aol.topology.AdmissionPolicy;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.DegreeBand;
import java.io.IOException;
import java.time.Instant;

/** How an incarnation of a virtual peer gets its identity and its port. */
final class PeerOpening {
  private static final int DEGREE = 32;
  private static final int MAX_TTL = 4;

  private PeerOpening() {}

  /**
   * Opens the port, and begins a life behind it.
   *
   * @param shard of its sockets
   * @throws IOException if the port cannot be bound
   */
  static PeerLife open(
      AvpSettings.Peer definition,
      NodeServices services,
      int shard,
      ActorRef<VirtualPeer.Command> self)
      throws IOException {
    GnutellaSettings settings = services.settings().gnutella();
    Guid guid = Guid.modern(services.random().nextLong(), services.random().nextLong());
    HostAddress wanted = new HostAddress(settings.host(), definition.port());
    SlotBook slots =
        new SlotBook(
            new DegreeBand(
                settings.leavesMax(),
                settings.ultrapeersWanted(),
                settings.ultrapeersMax(),
                settings.legacyMax()));
    PeerDoor door =
        new PeerDoor(
            self,
            shard,
            new LocalIdentity(
                PeerMode.ULTRAPEER,
                settings.userAgent(),
                guid,
                wanted,
                DEGREE,
                MAX_TTL,
                Instant.ofEpochMilli(services.wallClock().getAsLong())),
            new AdmissionPolicy(
                ReachabilityPolicy.parse(settings.reachable()),
                settings.perAddressMax(),
                AdmissionPolicy.BAD_AGENTS),
            slots,
            settings.deflate(),
            new PeerHttp(services.system(), self, services.homes()::realm).flow());
    IoShards.Listener listener = services.shards().listen(wanted.socketAddress(), door);
    door.listening(listener.address());
    long incarnation = services.homes().nextIncarnation(definition.id());
    PeerState peer = new PeerState(definition, incarnation, guid, listener.address(), services);
    return new PeerLife(peer, self, slots, door, listener);
  }
}
