package io.avp.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.avp.aol.topology.DialOutcome;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Optional;

/**
 * An active virtual peer: looks like one ultrapeer to the servents around it, stands for a
 * community (paper, section III).
 *
 * <p>Runs the cells of the application optimisation layer on what its servents send. It lives on
 * its home node only, with its port and all its sockets; it is never moved. Frames come in batches
 * and leave in rounds: nothing is sent, asked or allocated per descriptor. It never asks another
 * actor before it answers a servent.
 */
final class VirtualPeer {
  private VirtualPeer() {}

  /** Name of the entity type. */
  static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "VirtualPeer");

  /** Everything that a virtual peer understands. */
  sealed interface Command extends Sharded {}

  /** Begins to live, on its home node; does nothing if it already does. */
  record Start(ActorRef<Started> replyTo) implements Command {}

  /** Tells its state. */
  record GetState(ActorRef<State> replyTo) implements Command {}

  /** Tells what it has counted. */
  record GetLedger(ActorRef<Accounts> replyTo) implements Command {}

  /** Lists relations in the order of their ids, from the one after {@code after}. */
  record ListLinks(String after, int limit, ActorRef<Links> replyTo) implements Command {}

  /**
   * Shows one relation as it is now.
   *
   * @param known what is shown if it has ended
   */
  record ShowMember(LinkAccount known, ActorRef<OverlayLink.Found> replyTo) implements Command {}

  /** Ends one relation; nothing happens if it has ended already. */
  record CloseMember(String link, CloseReason reason) implements Command {}

  /**
   * A region has lost, or never had, this virtual peer's part.
   *
   * @param life of the region; a part names it, or is not taken
   */
  record SendHints(int region, int life) implements Command {}

  /**
   * Regions of one node have answered.
   *
   * @param exchange where all regions of that node can be asked
   */
  record Answers(ActorRef<RegionExchange.Command> exchange, List<QueryRegion.Answer> answers)
      implements Command {}

  /**
   * A batch of descriptors from a sibling, and its answer to ours.
   *
   * @param from id of the sibling
   * @param incarnation which life of it
   * @param number of this batch, from 1; 0 if it only answers
   * @param answered number of the last batch of ours that it has handled, 0 if none
   * @param frames the descriptors one after the other, headers included; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record MeshFrames(String from, long incarnation, long number, long answered, byte[] frames)
      implements Command {}

  /**
   * A sibling is going to dial for a trunk.
   *
   * @param key that it presents then
   */
  record ExpectTrunk(String from, long incarnation, Guid key) implements Command {}

  /**
   * The trunk of that key is awaited.
   *
   * @param answer with which it is accepted
   */
  record TrunkExpected(Guid key, Guid answer) implements Command {}

  /**
   * A member of a sibling whose node ends is to be dialled, unless it is connected already.
   *
   * @param link names its relation to the sibling
   * @param leaf true for a leaf, false for an ultrapeer
   * @param leaver hears {@link MemberTaken}
   */
  record TakeMember(String link, HostAddress member, boolean leaf, ActorRef<Command> leaver)
      implements Command {}

  /** What became of a {@link TakeMember}. */
  record MemberTaken(String link, DialOutcome outcome) implements Command {}

  /**
   * Somebody wants a servent to open a connection to {@code requester}.
   *
   * @param own true if only a member of this virtual peer is meant: a sibling asks
   */
  record RelayPush(
      Guid servent, long index, HostAddress requester, boolean own, ActorRef<PushRelayed> replyTo)
      implements Command {}

  /**
   * Hands members over to siblings on other nodes, says Bye to all, and answers when their sockets
   * are closed.
   */
  record Leave(ActorRef<Done> replyTo) implements Command {}

  /** Ends its life: parts with all, and then is no more. */
  record Stop() implements Command {}

  /**
   * A node has told its regions the files of a {@link HoldingsExchange.Learn}.
   *
   * @param whole false if some may not have heard of them
   */
  record Learned(long number, boolean whole, List<Refusal> refusals) implements Command {}

  /** A region has refused files of a member, and knows nothing of it. */
  record Refusal(Guid servent, int region) implements Sharded {}

  /** Forgets the files of a member, which is asked from now on. */
  record Purge(Guid servent, ActorRef<HoldingsExchange.Purged> replyTo) implements Command {}

  /** The cluster permits to browse a member, or does not. */
  record MayBrowse(String link, boolean permitted) implements Command, Local {}

  /**
   * A member was browsed, or not.
   *
   * @param where it listens, or is said to
   * @param push true if it was sent a push and has connected back
   */
  record Browsed(String link, HostAddress where, boolean push, Browse.Outcome outcome)
      implements Command, Local {}

  /** A batch of an I/O shard. */
  record Frames(FrameBatch batch) implements Command, Local {}

  /** Datagrams of an I/O shard. */
  record Datagrams(List<Owner.Datagram> datagrams) implements Command, Local {}

  /** A dial of ours ended without a relation. */
  record DialFailed(HostAddress remote, CloseReason reason, List<HostAddress> tryUltrapeers)
      implements Command, Local {}

  /** A connect-back probe of ours has reached its goal. */
  record Probed(HostAddress remote) implements Command, Local {}

  /** A dial for {@link TakeMember} is not within the cluster's budget. */
  record DialRefused(HostAddress remote) implements Command, Local {}

  /** Who else lives in the realm. */
  record RealmChanged(List<PeerEntry> peers) implements Command, Local {}

  /** Writes out what has gathered; sent to itself, so that it comes after what is waiting. */
  record Flush() implements Command, Local {}

  /** Regions may have kept questions waiting for too long. */
  record Late() implements Command, Local {}

  /** Time for chores. */
  record Tick() implements Command, Local {}

  /**
   * Answer to {@link Start}: where it listens, or why it does not.
   *
   * @param node whose answer it is
   */
  record Started(String node, Optional<PeerView> peer, String failure) implements Sharded {}

  /** Answer to {@link GetState}: empty if it does not live here. */
  record State(Optional<PeerView> peer) implements Sharded {}

  /** Answer to {@link GetLedger}: empty if it does not live here. */
  record Accounts(Optional<LedgerView> ledger) implements Sharded {}

  /** Answer to {@link ListLinks}. */
  record Links(List<LinkView> items, long total) implements Sharded {}

  /**
   * Answer to {@link RelayPush}.
   *
   * @param relayed false if the servent is not known here, or its requester is not served
   * @param elsewhere true if siblings may be asked for it
   */
  record PushRelayed(boolean relayed, boolean elsewhere) implements Sharded {}

  /**
   * A virtual peer that does not live yet.
   *
   * @param shard of its sockets, on whose thread it is
   * @param passivate has this actor stopped without losing messages
   */
  static Behavior<Command> create(String id, int shard, Runnable passivate, NodeServices services) {
    // It holds the relations of a community: no error may end it (see Faults).
    return Behaviors.<Command>supervise(
            Behaviors.setup(
                context ->
                    Behaviors.withTimers(
                        timers ->
                            new VirtualPeerBehavior(
                                context, timers, id, shard, passivate, services))))
        .onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }
}
