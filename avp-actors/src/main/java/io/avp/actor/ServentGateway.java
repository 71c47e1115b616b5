package io.avp.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;

/**
 * The way out of a node: dials for its virtual peers, within the budget that real servents
 * tolerate, and keeps the hosts that were learnt.
 */
final class ServentGateway extends AbstractBehavior<ServentGateway.Command> {

  /** Everything that the gateway understands; all of it comes from its own node. */
  sealed interface Command extends Local {}

  /** Hosts that somebody named. */
  record Learned(List<HostAddress> hosts) implements Command {}

  static Behavior<Command> create() {
    return Behaviors.setup(ServentGateway::new);
  }

  private ServentGateway(ActorContext<Command> context) {
    super(context);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder().onMessage(Learned.class, this::onLearned).build();
  }

  private Behavior<Command> onLearned(Learned learned) {
    return this;
  }
}
