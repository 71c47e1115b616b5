package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the regions of a node get their questions and leave their answers, so that a virtual peer
 * of another node and this node exchange one message per flush and not one per region.
 *
 * <p>Answers wait only while more of them are in its mailbox already. It keeps nothing: questions
 * that get lost are put to all siblings by whoever has them (see {@link SiblingAsks}).
 */
final class RegionExchange extends AbstractBehavior<RegionExchange.Command> {
  /** Everything that the exchange understands. */
  sealed interface Command extends Sharded {}

  /** Questions of one virtual peer for several regions. */
  record Ask(String peer, List<QueryRegion.Questions> parts, ActorRef<VirtualPeer.Command> replyTo)
      implements Command {}

  /** A region of this node has answered. */
  record Answered(ActorRef<VirtualPeer.Command> asker, QueryRegion.Answer answer)
      implements Command, Local {}

  /** Hands over what has gathered; sent to itself, so that it comes after what is waiting. */
  record Flush() implements Command, Local {}

  private final ClusterSharding sharding;
  private final LocalRegions regions;
  private final Map<ActorRef<VirtualPeer.Command>, List<QueryRegion.Answer>> gathered =
      new LinkedHashMap<>();

  static Behavior<Command> create(LocalRegions regions) {
    return Behaviors.<Command>supervise(
            Behaviors.setup(context -> new RegionExchange(context, regions)))
        .onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }

  private RegionExchange(ActorContext<Command> context, LocalRegions regions) {
    super(context);
    this.regions = regions;
    sharding = ClusterSharding.get(context.getSystem());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::onAsk)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Flush.class, this::onFlush)
        .build();
  }

  /** A region that has moved away meanwhile is found by sharding. */
  private Behavior<Command> onAsk(Ask ask) {
    List<QueryRegion.Answer> answers =
        regions.answer(
            ask,
            batch ->
                sharding
                    .entityRefFor(QueryRegion.KEY, Integer.toString(batch.questions().region()))
                    .tell(batch));
    if (!answers.isEmpty()) {
      gathered(ask.replyTo()).addAll(answers);
    }
    return this;
  }

  private Behavior<Command> onAnswered(Answered answered) {
    gathered(answered.asker()).add(answered.answer());
    return this;
  }

  private List<QueryRegion.Answer> gathered(ActorRef<VirtualPeer.Command> asker) {
    if (gathered.isEmpty()) {
      getContext().getSelf().tell(new Flush());
    }
    return gathered.computeIfAbsent(asker, one -> new ArrayList<>());
  }

  private Behavior<Command> onFlush(Flush flush) {
    gathered.forEach(
        (asker, answers) -> asker.tell(new VirtualPeer.Answers(getContext().getSelf(), answers)));
    gathered.clear();
    return this;
  }
}
