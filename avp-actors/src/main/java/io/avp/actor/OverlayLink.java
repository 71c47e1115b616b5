package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.avp.gnutella.stream.CloseReason;
import java.time.Duration;
import java.util.Optional;

/**
 * One relation between a virtual peer and a servent, or between two virtual peers: its identity and
 * its account, for whoever manages relations (paper, section III: the relation is the unit that the
 * layers optimise).
 *
 * <p>Runs no cell of its own: it remembers what the virtual peer that holds the socket tells, at
 * most every ten seconds. It is never on the path of a byte, and no connection waits for it.
 * Without a socket it has no meaning: it stops soon after the end, or at once if it never had one.
 */
final class OverlayLink extends AbstractBehavior<OverlayLink.Command> {
  /** Name of the entity type. */
  static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "OverlayLink");

  /** How long an ended relation can still be looked at. */
  private static final Duration MEMORY = Duration.ofSeconds(60);

  /** Everything that a link understands. */
  sealed interface Command extends Sharded {}

  /** The relation begins, or its account changed; {@code peer} can close it. */
  record Update(LinkView view, ActorRef<VirtualPeer.Command> peer) implements Command {}

  /** The relation has ended; {@code view} is its final account. */
  record Ended(LinkView view) implements Command {}

  /** Tells what is known. */
  record GetLink(ActorRef<Found> replyTo) implements Command {}

  /** Ends the relation, with a Bye. */
  record Close(CloseReason reason, ActorRef<Closing> replyTo) implements Command {
    /** As an operator does it. */
    static Close byOperator(ActorRef<Closing> replyTo) {
      return new Close(CloseReason.OPERATOR, replyTo);
    }
  }

  /** Nobody looks any more. */
  record Forget() implements Command, Local {}

  /** Stops at once; sent when the node leaves. */
  record Stop() implements Command {}

  /** Answer to {@link GetLink}: empty if there is no such relation. */
  record Found(Optional<LinkView> link) implements Sharded {}

  /**
   * Answer to {@link Close}.
   *
   * @param known false if there is no such open relation
   * @param closes false if it lasts: two virtual peers of a cluster do not part
   */
  record Closing(boolean known, boolean closes) implements Sharded {}

  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private Optional<LinkView> view = Optional.empty();
  private Optional<ActorRef<VirtualPeer.Command>> peer = Optional.empty();

  static Behavior<Command> create(ActorRef<ClusterSharding.ShardCommand> shard) {
    return Behaviors.<Command>supervise(Behaviors.setup(context -> new OverlayLink(context, shard)))
        .onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }

  private OverlayLink(ActorContext<Command> context, ActorRef<ClusterSharding.ShardCommand> shard) {
    super(context);
    this.shard = shard;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Update.class, this::onUpdate)
        .onMessage(Ended.class, this::onEnded)
        .onMessage(GetLink.class, this::onGetLink)
        .onMessage(Close.class, this::onClose)
        .onMessage(Forget.class, this::onForget)
        .onMessage(Stop.class, this::onStop)
        .build();
  }

  private Behavior<Command> onUpdate(Update update) {
    view = Optional.of(update.view());
    peer = Optional.of(update.peer());
    return this;
  }

  private Behavior<Command> onEnded(Ended ended) {
    view = Optional.of(ended.view());
    peer = Optional.empty();
    getContext().scheduleOnce(MEMORY, getContext().getSelf(), new Forget());
    return this;
  }

  private Behavior<Command> onGetLink(GetLink get) {
    // What it was told last may be ten seconds old; who holds the socket knows how it is now.
    peer.ifPresentOrElse(
        holder -> holder.tell(new VirtualPeer.ShowMember(view.orElseThrow(), get.replyTo())),
        () -> get.replyTo().tell(new Found(view)));
    return withoutSocketStop();
  }

  private Behavior<Command> onClose(Close close) {
    boolean closes = peer.isPresent() && !view.orElseThrow().mode().equals(LinkView.MESH);
    if (closes) {
      peer.get().tell(new VirtualPeer.CloseMember(view.orElseThrow().id(), close.reason()));
    }
    close.replyTo().tell(new Closing(peer.isPresent(), closes));
    return withoutSocketStop();
  }

  private Behavior<Command> onForget(Forget forget) {
    return stopSoon();
  }

  private Behavior<Command> onStop(Stop stop) {
    return Behaviors.stopped();
  }

  private Behavior<Command> withoutSocketStop() {
    return view.isPresent() ? this : stopSoon();
  }

  /** Through its shard: what comes in between is kept for the next one of its name. */
  private Behavior<Command> stopSoon() {
    shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
    return this;
  }
}
