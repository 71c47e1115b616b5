package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.gnutella.stream.CloseReason;
import io.avp.model.LinkId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The links of a virtual peer to its siblings: how they begin and end with what the directory says,
 * what comes over them, and what their overlay links hear.
 *
 * <p>There is one overlay link for each two virtual peers. The one with the smaller id owns it.
 */
final class MeshFlow {
  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final FrameDispatch dispatch;
  private final PeerViews views;
  private final Faults faults;
  private final TrunkFlow trunks;
  private final long[] endedDrops = new long[PeerViews.CLASSES.size()];
  private long strangers;
  private long endedLost;

  MeshFlow(
      PeerState peer,
      ActorRef<VirtualPeer.Command> self,
      FrameDispatch dispatch,
      PeerViews views,
      Faults faults,
      TrunkFlow trunks) {
    this.peer = peer;
    this.self = self;
    this.dispatch = dispatch;
    this.views = views;
    this.faults = faults;
    this.trunks = trunks;
  }

  /** Who lives in the realm; a new incarnation is a new sibling. */
  void onRealm(List<PeerEntry> living) {
    Map<String, PeerEntry> now = new HashMap<>();
    living.stream().filter(one -> !one.id().equals(peer.id)).forEach(one -> now.put(one.id(), one));
    for (Sibling known : siblings()) {
      PeerEntry entry = now.get(known.entry().id());
      if (entry == null || entry.incarnation() != known.entry().incarnation()) {
        ended(known, CloseReason.SIBLING_GONE);
      }
    }
    for (PeerEntry entry : now.values()) {
      if (peer.neighbours.sibling(entry.id()) == null) {
        begun(entry);
      }
    }
  }

  private void begun(PeerEntry entry) {
    NodeServices services = peer.services;
    String link =
        peer.id.compareTo(entry.id()) < 0
            ? LinkId.of(services.settings().node(), services.linkNumbers().getAndIncrement())
                .toString()
            : "";
    int queue = services.settings().mesh().queueBytes();
    Sibling sibling =
        peer.neighbours.addSibling(handle -> new Sibling(handle, entry, link, queue, peer.now));
    peer.routes.exempt(sibling.handle(), true);
    tell(sibling);
    sibling.probe(peer.id, peer.incarnation, peer.now);
  }

  private void ended(Sibling sibling, CloseReason reason) {
    peer.neighbours.remove(sibling);
    peer.routes.exempt(sibling.handle(), false);
    sibling.end();
    trunks.ended(sibling, () -> account(sibling, reason));
  }

  private void account(Sibling sibling, CloseReason reason) {
    List<Long> dropped = sibling.account(peer.now).droppedFrames();
    for (int i = 0; i < endedDrops.length; i++) {
      endedDrops[i] += dropped.get(i);
    }
    endedLost += sibling.lostBatches();
    if (!sibling.link().isEmpty()) {
      peer.services.link(sibling.link()).tell(new OverlayLink.Ended(views.closed(sibling, reason)));
    }
  }

  private void tell(Sibling sibling) {
    if (!sibling.link().isEmpty()) {
      peer.services.link(sibling.link()).tell(new OverlayLink.Update(views.open(sibling), self));
    }
  }

  /** A batch of a sibling; one of a virtual peer that is not known (any more) leads nowhere. */
  void onFrames(VirtualPeer.MeshFrames mesh) {
    Sibling from = peer.neighbours.sibling(mesh.from());
    if (from == null || from.entry().incarnation() != mesh.incarnation()) {
      strangers++;
      return;
    }
    dispatch.mesh(from, mesh.frames(), faults);
    from.heard(mesh, peer.now);
    if (from.hasToSend()) {
      peer.outbox.list(from);
    }
  }

  /** Tries links that carry nothing, sends what had to wait, tells overlay links what changed. */
  void tick() {
    for (Sibling sibling : peer.neighbours.siblings()) {
      sibling.probe(peer.id, peer.incarnation, peer.now);
      if (sibling.hasToSend()) {
        peer.outbox.list(sibling);
      }
      if (sibling.meter().report(sibling.account(peer.now), peer.now).isPresent()) {
        tell(sibling);
      }
    }
  }

  /** The virtual peer ends. */
  void end() {
    siblings().forEach(sibling -> ended(sibling, CloseReason.SHUTDOWN));
    trunks.end();
  }

  private Collection<Sibling> siblings() {
    return new ArrayList<>(peer.neighbours.siblings());
  }

  /** Changes when a sibling may not have got all that was sent to it. */
  long unreached() {
    long unreached = endedLost;
    for (Sibling sibling : peer.neighbours.siblings()) {
      unreached += sibling.unreached(peer.now);
    }
    return unreached;
  }

  /** Puts the numbers of all links, those of ended ones included where they are sums. */
  void gauges(Map<String, Double> gauges) {
    long[] dropped = endedDrops.clone();
    long lost = endedLost;
    long queued = 0;
    long silent = 0;
    long connected = 0;
    for (Sibling sibling : peer.neighbours.siblings()) {
      var account = sibling.account(peer.now);
      for (int i = 0; i < dropped.length; i++) {
        dropped[i] += account.droppedFrames().get(i);
      }
      queued += account.queuedBytes();
      lost += sibling.lostBatches();
      silent += sibling.isConfirmed() ? 0 : 1;
      connected += sibling.connection() == null ? 0 : 1;
    }
    gauges.put("siblings", (double) peer.neighbours.siblings().size());
    gauges.put("siblings_silent", (double) silent);
    gauges.put("mesh_trunks", (double) connected);
    gauges.put("mesh_queued_bytes", (double) queued);
    gauges.put("mesh_lost_batches_total", (double) lost);
    gauges.put("mesh_strangers_total", (double) strangers);
    for (int i = 0; i < dropped.length; i++) {
      gauges.put("mesh_dropped_" + PeerViews.CLASSES.get(i), (double) dropped[i]);
    }
  }
}
