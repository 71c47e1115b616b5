package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.HostAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One incarnation of a virtual peer at work: its port, and the flows of descriptors through it. A
 * plain object that {@link VirtualPeer} runs in its turns.
 */
final class PeerLife {
  private static final long SOONEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long CHORES_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PeerState peer;
  private final PeerDoor door;
  private final IoShards.Listener listener;
  private final PeerViews views;
  private final PeerGauges gauges;
  private final SiblingAsks asks;
  private final HitWatch watch;
  private final JoinedQuestions joined;
  private final QuestionEnd end;
  private final PushFlow pushes;
  private final PingFlow pings;
  private final HostTestFlow hostTests;
  private final OwnTable ownTable;
  private final TableFlow tables;
  private final HintFlow hints;
  private final KnowledgeFlow knowledge;
  private final BeyondFlow beyond;
  private final BrowseFlow browses;
  private final Intake intake;
  private final RelationFlow relations;
  private final MeshFlow mesh;
  private final TrunkFlow trunks;
  private final RealmFlow realm;
  private final VendorFlow vendors;
  private final HandOverFlow handOver;
  private final TakingFlow taking;
  private final Faults faults;
  private long nextChores;
  private boolean leaving;

  /**
   * Begins.
   *
   * @param door and port that are open
   */
  PeerLife(
      PeerState peer,
      ActorRef<VirtualPeer.Command> self,
      SlotBook slots,
      PeerDoor door,
      IoShards.Listener listener) {
    this.peer = peer;
    this.door = door;
    this.listener = listener;
    views = new PeerViews(peer);
    pings = new PingFlow(peer, slots);
    ownTable = new OwnTable(peer);
    hints = new HintFlow(peer);
    knowledge = new KnowledgeFlow(peer, hints, self);
    IndexQueryFlow indexes = new IndexQueryFlow(peer);
    browses = new BrowseFlow(peer, self, door, knowledge, indexes);
    tables = new TableFlow(peer, ownTable, hints, knowledge);
    MemberCopies copies = new MemberCopies(peer, knowledge);
    beyond = new BeyondFlow(peer, copies);
    AnswerFlow answers = new AnswerFlow(peer, knowledge, beyond);
    RegionTalk talk = new RegionTalk(peer);
    watch = new HitWatch(peer);
    joined = new JoinedQuestions(peer, watch, answers, beyond);
    end = new QuestionEnd(peer, copies, answers, beyond, knowledge, watch, joined);
    asks = new SiblingAsks(peer, self, talk, end, watch);
    vendors = new VendorFlow(peer, ownTable, beyond, door, listener);
    pushes = new PushFlow(peer, knowledge);
    hostTests = new HostTestFlow(peer, listener);
    DatagramFlow datagrams = new DatagramFlow(peer, pings, pushes, hostTests, listener);
    relations = new RelationFlow(peer, self, door, pings, tables, ownTable, vendors, views);
    FrameDispatch dispatch =
        new FrameDispatch(
            peer,
            new QueryFlow(peer, asks, copies, knowledge, hints, beyond),
            new ReplyFlow(peer, beyond, watch, joined, end::toAll),
            pushes,
            pings,
            tables,
            vendors,
            asks,
            talk,
            indexes);
    realm = new RealmFlow(peer, self, slots, door);
    handOver = new HandOverFlow(peer, self);
    taking = new TakingFlow(peer, self, slots, door);
    faults = new Faults(peer);
    trunks = new TrunkFlow(peer, door);
    intake =
        new Intake(
            peer, dispatch, datagrams, relations, trunks, handOver, taking, faults, this::proceed);
    mesh = new MeshFlow(peer, self, dispatch, views, faults, trunks);
    gauges =
        new PeerGauges(
            peer, slots, mesh, tables, ownTable, hints, knowledge, browses, beyond, asks, watch,
            joined, faults);
    nextChores = peer.now;
    realm.publish();
  }

  /** What it shows of itself. */
  PeerView view() {
    now();
    return views.peer(leaving ? "stopping" : "serving");
  }

  /** What it has counted. */
  LedgerView ledger() {
    return views.ledger();
  }

  /** A relation as it is now; empty if it has ended. */
  Optional<LinkView> link(String id) {
    now();
    return views.link(id);
  }

  /** Its relations in the order of their ids. */
  VirtualPeer.Links links(String after, int limit) {
    now();
    return views.links(after, limit);
  }

  /** A batch of an I/O shard. */
  void onFrames(FrameBatch batch) {
    intake.onFrames(batch);
  }

  /** Datagrams of an I/O shard. */
  void onDatagrams(List<Owner.Datagram> came) {
    now();
    door.datagramsDone(came.size());
    intake.onDatagrams(came);
  }

  /** A batch of a sibling. */
  void onMesh(VirtualPeer.MeshFrames batch) {
    now();
    mesh.onFrames(batch);
  }

  /** A sibling wants to dial for a trunk. */
  void onExpectTrunk(VirtualPeer.ExpectTrunk wanted) {
    now();
    trunks.onExpect(wanted);
  }

  /** A sibling awaits our dial for a trunk. */
  void onTrunkExpected(VirtualPeer.TrunkExpected expected) {
    trunks.onExpected(expected);
  }

  /** A message other than a batch could not be handled. */
  void failed(VirtualPeer.Command message, RuntimeException e) {
    faults.failed("a message of type " + message.getClass().getSimpleName(), e);
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
    return asks.waiting() > 0;
  }

  /** When {@link #onLate} has something to do; while a region is asked. */
  Duration untilLate() {
    return Duration.ofNanos(Math.max(SOONEST_NANOS, asks.untilLate()));
  }

  /** A region wants to know our part. */
  void onSendHints(VirtualPeer.SendHints wanted) {
    knowledge.lost(wanted.region());
    hints.began(wanted.region(), wanted.life());
    hints.tellRegion(wanted.region());
  }

  /** What is known of members' files. */
  KnowledgeFlow knowledge() {
    now();
    return knowledge;
  }

  /** How members are asked for their files. */
  BrowseFlow browses() {
    now();
    return browses;
  }

  /** Parts with one member. */
  void close(String link, CloseReason reason) {
    relations.close(link, reason);
  }

  /** A dial of ours came to nothing. */
  void onDialFailed(VirtualPeer.DialFailed failed) {
    if (trunks.dialled(failed.remote())) {
      return;
    }
    taking.failed(failed.remote(), failed.reason());
    vendors.probed(failed.remote(), false);
    peer.services
        .gateway()
        .tell(
            new ServentGateway.DialEnded(peer.id, failed.remote(), false, failed.tryUltrapeers()));
  }

  /** A probe has reached a member. */
  void onProbed(HostAddress remote) {
    vendors.probed(remote, true);
  }

  /** The cluster's budget does not permit the dial of a member that is taken. */
  void onDialRefused(HostAddress remote) {
    taking.notPermitted(remote);
  }

  /** A sibling whose node ends wants a member taken. */
  void onTake(VirtualPeer.TakeMember wanted) {
    taking.take(wanted);
  }

  /** A sibling has dialled a member of ours, or not. */
  void onTaken(VirtualPeer.MemberTaken taken) {
    now();
    handOver.onTaken(taken);
    proceed();
  }

  /** Sends a push in somebody's name, or says whether siblings may know the servent. */
  VirtualPeer.PushRelayed push(VirtualPeer.RelayPush push) {
    now();
    return pushes.push(push);
  }

  /** Who lives in the realm. */
  void onRealm(List<PeerEntry> living) {
    now();
    peer.onRealm(living);
    mesh.onRealm(living);
    realm.onRealm(living);
  }

  /** True if something waits to be sent. */
  boolean hasToSend() {
    return !peer.outbox.isEmpty() || asks.hasToSend();
  }

  /** Sends all that waits. */
  void flush() {
    asks.sendUnanswered();
    asks.flush();
    peer.outbox.flush();
  }

  /** Chores; to be called a few times a second. */
  void tick() {
    now();
    proceed();
    faults.guard("knowledge", knowledge::tick);
    faults.guard("queries beyond the realm", beyond::tick);
    faults.guard("hints", hints::tellRegions);
    faults.guard("answers of members", this::collect);
    faults.guard("members that are taken", taking::tick);
    if (peer.now - nextChores < 0) {
      return;
    }
    nextChores = peer.now + CHORES_NANOS;
    faults.guard("pings", pings::tick);
    faults.guard("tests of hosts", hostTests::tick);
    faults.guard("own table", ownTable::tick);
    faults.guard("browsing", browses::tick);
    faults.guard("reports", relations::report);
    faults.guard("mesh links", mesh::tick);
    faults.guard("trunks", trunks::tick);
    faults.guard("the directory", realm::publish);
    faults.guard("dials", realm::dial);
    peer.services.gauges().publish(peer.id, gauges.now());
  }

  private void collect() {
    if (watch.tick(mesh.unreached())) {
      joined.giveUp(end::toAll);
    }
    joined.tick();
  }

  private void now() {
    peer.now = peer.services.nanoClock().getAsLong();
  }

  /** Takes nobody any more, hands over whom others can take, says Bye to all. */
  void handOver() {
    now();
    leaving = true;
    door.stop();
    realm.publish();
    handOver.announced();
  }

  private void proceed() {
    if (handOver.isDue()) {
      handOver.begin(realm.living());
    }
    if (handOver.proceed()) {
      leave();
    }
  }

  /** Takes nobody any more, says Bye to all at once. */
  void leave() {
    leaving = true;
    door.stop();
    listener.close();
    relations.closeAll(CloseReason.SHUTDOWN);
    realm.withdraw();
  }

  /** True if all relations have ended, and nothing is to be done for their servents. */
  boolean isAlone() {
    return peer.neighbours.members().isEmpty() && handOver.isOver();
  }

  /** Ends at once. */
  void end() {
    listener.close();
    relations.end();
    mesh.end();
    realm.withdraw();
    peer.services.gauges().forget(peer.id);
  }
}
