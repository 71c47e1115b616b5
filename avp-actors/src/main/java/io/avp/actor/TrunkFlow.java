package io.avp.actor;

import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Trunks: connections to siblings on other nodes that carry what the mesh links have, from I/O
 * shard to I/O shard. Without one, descriptors travel in messages between nodes.
 *
 * <p>Who owns the link gives the other side a key by such a message, and dials its port with it
 * when it is awaited there. So whoever may send messages within the cluster, and nobody else, can
 * have a trunk.
 */
final class TrunkFlow {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** A key that a trunk is to come with. */
  private record Awaited(String sibling, long incarnation, long sinceNanos) {}

  private final PeerState peer;
  private final PeerDoor door;
  private final MeshSettings settings;
  private final Map<Guid, Awaited> awaited = new HashMap<>();

  /** Trunks that are being closed, and what is to be done then. */
  private final Map<Connection, Runnable> parting = new HashMap<>();

  TrunkFlow(PeerState peer, PeerDoor door) {
    this.peer = peer;
    this.door = door;
    settings = peer.services.settings().mesh();
  }

  /** Offers trunks where there are none; forgets what was awaited for too long. */
  void tick() {
    for (Iterator<Map.Entry<Guid, Awaited>> all = awaited.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Guid, Awaited> one = all.next();
      if (peer.now - one.getValue().sinceNanos() >= PATIENCE_NANOS) {
        door.forgetTrunk(one.getKey());
        all.remove();
      }
    }
    for (Sibling sibling : peer.neighbours.siblings()) {
      if (wants(sibling)) {
        sibling.trunkTriedNanos = peer.now;
        Guid key = peer.newId();
        await(key, sibling);
        sibling.entry().ref().tell(new VirtualPeer.ExpectTrunk(peer.id, peer.incarnation, key));
      }
    }
  }

  private boolean wants(Sibling sibling) {
    boolean far = !sibling.entry().node().equals(peer.services.settings().node());
    boolean ours = settings.trunks() && far && !sibling.link().isEmpty();
    return ours
        && sibling.connection() == null
        && sibling.isConfirmed()
        && peer.now - sibling.trunkTriedNanos >= RETRY_NANOS;
  }

  private void await(Guid key, Sibling sibling) {
    PeerEntry entry = sibling.entry();
    awaited.put(key, new Awaited(entry.id(), entry.incarnation(), peer.now));
  }

  /** A sibling wants to dial; one that is not known (any more) gets no answer. */
  void onExpect(VirtualPeer.ExpectTrunk wanted) {
    Sibling sibling = peer.neighbours.sibling(wanted.from());
    if (settings.trunks()
        && sibling != null
        && sibling.entry().incarnation() == wanted.incarnation()) {
      await(wanted.key(), sibling);
      Guid answer = peer.newId();
      door.expectTrunk(wanted.key(), new Owner.Trunk(answer, settings.queueBytes()));
      sibling.entry().ref().tell(new VirtualPeer.TrunkExpected(wanted.key(), answer));
    }
  }

  /** A sibling awaits our dial. */
  void onExpected(VirtualPeer.TrunkExpected expected) {
    Sibling sibling = sibling(awaited.get(expected.key()));
    if (sibling != null) {
      peer.services
          .shards()
          .dialTrunk(
              sibling.entry().address(),
              null,
              expected.key(),
              expected.answer(),
              settings.queueBytes(),
              door);
    }
  }

  private Sibling sibling(Awaited of) {
    Sibling sibling = of == null ? null : peer.neighbours.sibling(of.sibling());
    return sibling != null && sibling.entry().incarnation() == of.incarnation() ? sibling : null;
  }

  /**
   * A trunk came about; one of a sibling that has gone is closed. It takes the place of an older
   * one, whose end was not noticed on this side yet.
   */
  void attached(Connection trunk) {
    Sibling sibling = sibling(awaited.remove(trunk.trunk()));
    if (sibling == null) {
      peer.services.shards().close(trunk, CloseReason.SIBLING_GONE);
      return;
    }
    if (sibling.connection() != null) {
      Connection old = sibling.connection();
      peer.neighbours.trunkEnded(sibling, old);
      sibling.trunkEnded();
      peer.services.shards().close(old, CloseReason.SIBLING_GONE);
    }
    sibling.trunk(trunk);
    peer.neighbours.trunk(sibling, trunk);
  }

  /** A trunk has ended; its sibling gets messages again, and a new one if it still lives. */
  void detached(FrameBatch.Detached gone) {
    Runnable parted = parting.remove(gone.connection());
    if (parted != null) {
      parted.run();
    } else if (peer.neighbours.from(gone.connection()) instanceof Sibling sibling) {
      peer.neighbours.trunkEnded(sibling, gone.connection());
      sibling.trunkEnded();
    }
  }

  /**
   * A sibling has gone: so has its trunk.
   *
   * @param then runs when the account of the trunk is final
   */
  void ended(Sibling sibling, Runnable then) {
    Connection trunk = sibling.connection();
    if (trunk == null) {
      then.run();
      return;
    }
    peer.neighbours.trunkEnded(sibling, trunk);
    peer.services.shards().close(trunk, CloseReason.SIBLING_GONE);
    parting.put(
        trunk,
        () -> {
          sibling.trunkEnded();
          then.run();
        });
  }

  /** The virtual peer ends: accounts are as final as they will be. */
  void end() {
    List.copyOf(parting.values()).forEach(Runnable::run);
    parting.clear();
  }

  /** True if a dial that failed was ours; it is tried again later. */
  boolean dialled(HostAddress remote) {
    return peer.neighbours.siblings().stream()
        .anyMatch(sibling -> sibling.entry().address().equals(remote));
  }
}
