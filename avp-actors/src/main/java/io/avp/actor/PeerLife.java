package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.policy.ReachabilityPolicy;
import io.avp.aol.routing.CachedPong;
import io.avp.aol.topology.AdmissionPolicy;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.DegreeBand;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One incarnation of a virtual peer at work: its port, and the flows of descriptors through it. A
 * plain object that {@link VirtualPeer} runs in its turns.
 */
final class PeerLife {
  private static final int DEGREE = 32;
  private static final int MAX_TTL = 4;
  private static final long CHORES_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PeerState peer;
  private final SlotBook slots;
  private final PeerDoor door;
  private final IoShards.Listener listener;
  private final PeerViews views;
  private final SiblingAsks asks;
  private final ReplyFlow replies;
  private final PingFlow pings;
  private final TableFlow tables;
  private final DatagramFlow datagrams;
  private final RelationFlow relations;
  private final FrameDispatch dispatch;
  private final ActorRef<VirtualPeer.Command> self;
  private PeerEntry published;
  private List<PeerEntry> realm = List.of();
  private long nextChores;
  private long strangers;
  private boolean leaving;

  private PeerLife(
      PeerState peer,
      ActorRef<VirtualPeer.Command> self,
      SlotBook slots,
      PeerDoor door,
      IoShards.Listener listener) {
    this.peer = peer;
    this.self = self;
    this.slots = slots;
    this.door = door;
    this.listener = listener;
    views = new PeerViews(peer);
    asks = new SiblingAsks(peer, self);
    replies = new ReplyFlow(peer);
    pings = new PingFlow(peer, slots);
    tables = new TableFlow(peer);
    VendorFlow vendors = new VendorFlow(peer, tables, door, listener);
    datagrams = new DatagramFlow(peer, pings, replies, listener);
    relations = new RelationFlow(peer, self, door, pings, tables, vendors, views);
    dispatch = new FrameDispatch(peer, new QueryFlow(peer, asks), replies, pings, tables, vendors);
    nextChores = peer.now;
    publish();
  }

  /**
   * Opens the port and begins.
   *
   * @throws IOException if the port cannot be bound
   */
  static PeerLife begin(
      AvpSettings.Peer definition, NodeServices services, ActorRef<VirtualPeer.Command> self)
      throws IOException {
    GnutellaSettings settings = services.settings().gnutella();
    Guid guid = Guid.modern(services.random().nextLong(), services.random().nextLong());
    HostAddress wanted = new HostAddress(settings.host(), definition.port());
    SlotBook slots =
        new SlotBook(
            new DegreeBand(
                settings.leavesMax(), settings.ultrapeersWanted(), settings.ultrapeersMax()));
    PeerDoor door =
        new PeerDoor(
            self,
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
            new PeerHttp(services.system(), self).flow());
    IoShards.Listener listener = services.shards().listen(wanted.socketAddress(), door);
    door.listening(listener.address());
    long incarnation = services.homes().nextIncarnation(definition.id());
    PeerState peer = new PeerState(definition, incarnation, guid, listener.address(), services);
    return new PeerLife(peer, self, slots, door, listener);
  }

  /** What it shows of itself. */
  PeerView view() {
    return views.peer(leaving ? "stopping" : "serving");
  }

  /** Its relations in the order of their ids. */
  VirtualPeer.Links links(String after, int limit) {
    return views.links(after, limit);
  }

  /** A batch of an I/O shard. */
  void onFrames(FrameBatch batch) {
    try {
      peer.now = batch.readNanos();
      batch.attached().forEach(relations::attached);
      dispatch.batch(batch);
      batch.detached().forEach(relations::detached);
    } finally {
      batch.release();
    }
  }

  /** Datagrams of an I/O shard. */
  void onDatagrams(List<Owner.Datagram> came) {
    now();
    door.datagramsDone(came.size());
    datagrams.onDatagrams(came);
  }

  /** Frames of a sibling; those of one that is not known (any more) lead nowhere. */
  void onMesh(VirtualPeer.MeshFrames mesh) {
    now();
    Sibling from = peer.neighbours.sibling(mesh.from());
    if (from == null || from.entry().incarnation() != mesh.incarnation()) {
      strangers++;
    } else {
      dispatch.mesh(from, mesh.frames());
    }
  }

  /** What a region knows. */
  void onAnswers(VirtualPeer.Answers answers) {
    now();
    asks.onAnswers(answers);
  }

  /** Questions may have waited for too long. */
  void onLate() {
    now();
    asks.expire();
  }

  /** True while a region is asked. */
  boolean isAsking() {
    return asks.isWaiting();
  }

  /** A region wants to know our part. */
  void tellRegion(int region) {
    tables.tellRegion(region);
  }

  /** Parts with one member. */
  void close(String link, CloseReason reason) {
    relations.close(link, reason);
  }

  /** A dial of ours came to nothing. */
  void onDialFailed(VirtualPeer.DialFailed failed) {
    peer.services
        .gateway()
        .tell(
            new ServentGateway.DialEnded(peer.id, failed.remote(), false, failed.tryUltrapeers()));
  }

  /** Sends a push in somebody's name; false if the servent is not known here. */
  boolean push(VirtualPeer.RelayPush push) {
    now();
    return replies.push(push.servent(), push.index(), push.requester());
  }

  /** Who lives in the realm. */
  void onRealm(List<PeerEntry> living) {
    realm = living;
    peer.neighbours.realm(living, peer.id);
    List<PeerEntry> others = living.stream().filter(entry -> !entry.id().equals(peer.id)).toList();
    peer.pongs.siblings(
        others.stream().map(entry -> new CachedPong(entry.address(), 0, 8, 1)).toList());
    door.siblings(
        others.stream()
            .filter(entry -> entry.leafRoom() > 0)
            .sorted(Comparator.comparingInt(PeerEntry::leafRoom).reversed())
            .map(PeerEntry::address)
            .toList());
  }

  /** True if something waits to be sent. */
  boolean hasToSend() {
    return !peer.outbox.isEmpty() || asks.hasToSend();
  }

  /** Sends all that waits. */
  void flush() {
    asks.sendUnanswered();
    peer.outbox.flush();
    asks.flush();
  }

  /** Chores; to be called a few times a second. */
  void tick() {
    now();
    tables.tellRegions();
    if (peer.now - nextChores < 0) {
      return;
    }
    nextChores = peer.now + CHORES_NANOS;
    pings.tick();
    tables.tick();
    relations.report();
    publish();
    peer.services.gauges().publish(peer.id, gauges());
    if (!leaving) {
      dial();
    }
  }

  private void now() {
    peer.now = peer.services.nanoClock().getAsLong();
  }

  private void publish() {
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
            leaving ? 0 : slots.free(PeerMode.LEAF),
            leaving ? 0 : slots.free(PeerMode.ULTRAPEER),
            self);
    if (!entry.equals(published)) {
      published = entry;
      peer.services.directory().tell(new PeerDirectory.Publish(entry));
    }
  }

  private Map<String, Double> gauges() {
    Map<String, Double> gauges = views.gauges();
    long[] dropped = relations.dropped();
    for (int i = 0; i < dropped.length; i++) {
      gauges.put("queue_dropped_" + PeerViews.CLASSES.get(i), (double) dropped[i]);
    }
    for (PeerMode mode : PeerMode.values()) {
      String word = mode.name().toLowerCase(Locale.ROOT);
      gauges.put(word + "_slots_free", (double) slots.free(mode));
    }
    gauges.put("regions_late_total", (double) asks.late());
    gauges.put("mesh_strangers_total", (double) strangers);
    gauges.put("own_table_fill", tables.fill());
    return gauges;
  }

  private void dial() {
    GnutellaSettings settings = peer.services.settings().gnutella();
    if (settings.dial().isEmpty() && !settings.dialOut()) {
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

  /** Takes nobody any more, says Bye to all. */
  void leave() {
    leaving = true;
    door.stop();
    listener.close();
    relations.closeAll(CloseReason.SHUTDOWN);
    withdraw();
  }

  /** True if all relations have ended. */
  boolean isAlone() {
    return peer.neighbours.members().isEmpty();
  }

  /** Ends at once. */
  void end() {
    listener.close();
    relations.closeAll(CloseReason.SHUTDOWN);
    withdraw();
    peer.services.gauges().forget(peer.id);
  }

  private void withdraw() {
    peer.services.directory().tell(new PeerDirectory.Withdraw(peer.id, peer.incarnation));
  }
}
