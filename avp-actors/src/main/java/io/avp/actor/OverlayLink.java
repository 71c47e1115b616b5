package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ExtensibleBehavior;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.avp.gnutella.stream.CloseReason;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One relation between a virtual peer and a servent, or between two virtual peers: its identity and
 * its account, for whoever manages relations (paper, section III: the relation is the unit that the
 * layers optimise).
 *
 * <p>Runs no cell of its own: it remembers what the virtual peer that holds the socket tells, at
 * most every ten seconds. It is never on the path of a byte, and no connection waits for it.
 * Without a socket it has no meaning: it stops soon after the end, or at once if it never had one.
 *
 * <p>There is one per relation, so it has no table of handlers, context or supervisor of its own.
 */
final class OverlayLink extends ExtensibleBehavior<OverlayLink.Command> {
  /** Name of the entity type. */
  static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "OverlayLink");

  /** How long an ended relation can still be looked at. */
  private static final Duration MEMORY = Duration.ofSeconds(60);

  /** Everything that a link understands. */
  sealed interface Command extends Sharded {}

  /** The relation begins, or its account changed; {@code peer} can close it. */
  record Update(LinkAccount account, ActorRef<VirtualPeer.Command> peer) implements Command {}

  /** The relation has ended; {@code account} is final. */
  record Ended(LinkAccount account) implements Command {}

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

  private static final Logger LOG = LoggerFactory.getLogger(OverlayLink.class);

  private final ActorRef<ClusterSharding.ShardCommand> shard;

  /** What it was told last; null until it was told something. */
  private LinkAccount account;

  /** Who holds the socket; null if nobody does. */
  private ActorRef<VirtualPeer.Command> peer;

  private OverlayLink(ActorRef<ClusterSharding.ShardCommand> shard) {
    this.shard = shard;
  }

  static Behavior<Command> create(ActorRef<ClusterSharding.ShardCommand> shard) {
    return new OverlayLink(shard);
  }

  /** Handles all that comes; an error does not end it, for its relation lasts. */
  @Override
  public Behavior<Command> receive(TypedActorContext<Command> context, Command message) {
    try {
      return on(context.asJava(), message);
    } catch (RuntimeException e) {
      LOG.error("{} failed", context.asJava().getSelf().path(), e);
      return this;
    }
  }

  private Behavior<Command> on(ActorContext<Command> context, Command message) {
    if (message instanceof Update update) {
      account = update.account();
      peer = update.peer();
      return this;
    } else if (message instanceof Ended ended) {
      account = ended.account();
      peer = null;
      context.scheduleOnce(MEMORY, context.getSelf(), new Forget());
      return this;
    } else if (message instanceof GetLink get) {
      return onGetLink(context, get);
    } else if (message instanceof Close close) {
      return onClose(context, close);
    } else if (message instanceof Forget) {
      return stopSoon(context);
    }
    return Behaviors.stopped(); // the last one: Stop
  }

  @Override
  public Behavior<Command> receiveSignal(TypedActorContext<Command> context, Signal signal) {
    return Behaviors.unhandled();
  }

  private Behavior<Command> onGetLink(ActorContext<Command> context, GetLink get) {
    if (peer == null) {
      get.replyTo().tell(new Found(Optional.ofNullable(account).map(LinkAccount::view)));
    } else {
      // What it was told last may be ten seconds old; who holds the socket knows how it is now.
      peer.tell(new VirtualPeer.ShowMember(account, get.replyTo()));
    }
    return withoutSocketStop(context);
  }

  private Behavior<Command> onClose(ActorContext<Command> context, Close close) {
    boolean closes = peer != null && !account.isMesh();
    if (closes) {
      peer.tell(new VirtualPeer.CloseMember(account.id(), close.reason()));
    }
    close.replyTo().tell(new Closing(peer != null, closes));
    return withoutSocketStop(context);
  }

  private Behavior<Command> withoutSocketStop(ActorContext<Command> context) {
    return account != null ? this : stopSoon(context);
  }

  /** Through its shard: what comes in between is kept for the next one of its name. */
  private Behavior<Command> stopSoon(ActorContext<Command> context) {
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    return this;
  }
}
