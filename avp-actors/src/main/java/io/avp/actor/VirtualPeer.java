package io.avp.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
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
final class VirtualPeer extends AbstractBehavior<VirtualPeer.Command> {
  /** Name of the entity type. */
  static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "VirtualPeer");

  /** Everything that a virtual peer understands. */
  sealed interface Command extends Sharded {}

  /** Begins to live, on its home node; does nothing if it already does. */
  record Start(ActorRef<Started> replyTo) implements Command {}

  /** Tells its state. */
  record GetState(ActorRef<State> replyTo) implements Command {}

  /** Lists relations in the order of their ids, from the one after {@code after}. */
  record ListLinks(String after, int limit, ActorRef<Links> replyTo) implements Command {}

  /** Ends one relation; nothing happens if it has ended already. */
  record CloseMember(String link, CloseReason reason) implements Command {}

  /** A region has lost, or never had, this virtual peer's part. */
  record SendHints(int region) implements Command {}

  /**
   * What a region knows about questions of one {@link QueryRegion.AskBatch}.
   *
   * @param complete false if it may have missed somebody
   * @param questions the asker's numbers
   * @param peers virtual peers that the masks speak of
   * @param masks per question as many longs as the peers need; bit i stands for {@code peers[i]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record Answers(int region, boolean complete, int[] questions, String[] peers, long[] masks)
      implements Command {}

  /**
   * Descriptors from a sibling, one after the other, headers included.
   *
   * @param from id of the sibling
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record MeshFrames(String from, byte[] frames) implements Command {}

  /** Says Bye to all members, and answers when their sockets are closed. */
  record Leave(ActorRef<Done> replyTo) implements Command {}

  /** Ends its life at once. */
  record Stop() implements Command {}

  /** A batch of an I/O shard. */
  record Frames(FrameBatch batch) implements Command, Local {}

  /** Datagrams of an I/O shard. */
  record Datagrams(List<Owner.Datagram> datagrams) implements Command, Local {}

  /** A dial of ours ended without a relation. */
  record DialFailed(HostAddress remote, CloseReason reason, List<HostAddress> tryUltrapeers)
      implements Command, Local {}

  /** Somebody wants a member to open a connection to {@code requester}. */
  record RelayPush(Guid servent, long index, HostAddress requester, ActorRef<PushRelayed> replyTo)
      implements Command, Local {}

  /** Who else lives in the realm. */
  record RealmChanged(List<PeerEntry> peers) implements Command, Local {}

  /** Writes out what has gathered; sent to itself, so that it comes after what is waiting. */
  record Flush() implements Command, Local {}

  /** Time for chores. */
  record Tick() implements Command, Local {}

  /** Answer to {@link Start}: where it listens, or why it does not. */
  record Started(Optional<PeerView> peer, String failure) implements Sharded {}

  /** Answer to {@link GetState}: empty if it does not live here. */
  record State(Optional<PeerView> peer) implements Sharded {}

  /** Answer to {@link ListLinks}. */
  record Links(List<LinkView> items, long total) implements Sharded {}

  /** Answer to {@link RelayPush}: false if the servent is not known here. */
  record PushRelayed(boolean relayed) implements Local {}

  static Behavior<Command> create(String id, NodeServices services) {
    return Behaviors.setup(context -> new VirtualPeer(context));
  }

  private VirtualPeer(ActorContext<Command> context) {
    super(context);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder().build();
  }
}
