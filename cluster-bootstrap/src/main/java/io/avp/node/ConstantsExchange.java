package io.avp.node;

import akka.actor.AbstractActor;
import akka.actor.ActorSystem;
import akka.actor.ExtendedActorSystem;
import akka.actor.Props;
import akka.pattern.Patterns;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Tells other nodes what must be the same everywhere. Akka's check names what differs only on the
 * side that refuses; who is refused asks here, so that its own operator reads it.
 *
 * <p>Question and answer are texts: nodes of any build can read them.
 */
final class ConstantsExchange {
  private static final String NAME = "avp-constants";
  private static final String QUESTION = "constants?";
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final ActorSystem system;
  private final String own;

  /** Answers from now on. */
  ConstantsExchange(ActorSystem system) {
    this.system = system;
    Config config = system.settings().config();
    own = ConstantSettings.told(config);
    ((ExtendedActorSystem) system)
        .systemActorOf(Props.create(Answers.class, () -> new Answers(own)), NAME);
  }

  /**
   * What differs between this node and another one; fails if that does not answer.
   *
   * @param node {@code host:port}
   */
  CompletionStage<List<String>> differences(String node) {
    String path = "akka://" + NodeSettings.SYSTEM + "@" + node + "/system/" + NAME;
    return Patterns.ask(system.actorSelection(path), QUESTION, LIMIT)
        .thenApply(told -> ConstantSettings.differences(own, (String) told));
  }

  private static final class Answers extends AbstractActor {
    private final String own;

    Answers(String own) {
      this.own = own;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchEquals(QUESTION, question -> getSender().tell(own, getSelf()))
          .build();
    }
  }
}
