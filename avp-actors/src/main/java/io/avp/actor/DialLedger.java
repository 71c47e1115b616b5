package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.ClusterEvent;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.avp.aol.topology.DialBudget;
import io.avp.aol.topology.DialDuty;
import io.avp.aol.topology.DialPurpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The dials of the whole cluster, as far as this node keeps their budget; of other addresses it
 * asks the node that does. Without an answer nobody is dialled.
 *
 * <p>It is found at the same path on every node, so that every member is found as soon as it is
 * one. While the nodes do not agree on who is there, an address can have two keepers, each with a
 * budget of its own.
 */
final class DialLedger extends AbstractBehavior<DialLedger.Command> {
  /** Name among the system actors of every node. */
  static final String NAME = "avp-dials";

  private static final int ADDRESSES = 1 << 14;
  private static final int RECENT = 1 << 12;
  private static final int MAX_ASKED = 1 << 10;
  private static final long MINUTE_MILLIS = 60_000;
  private static final Duration SILENCE = Duration.ofSeconds(2);

  /** Everything that the ledger understands. */
  sealed interface Command {}

  /**
   * May this node dial an address? Answered within two seconds and a little.
   *
   * @param number comes back with the answer
   */
  record Ask(long number, int ip, DialPurpose purpose, ActorRef<Answer> replyTo)
      implements Command, Local {}

  /** Another node wants to dial an address whose budget is kept here. */
  record Judge(int ip, boolean handOver, ActorRef<Judgement> replyTo) implements Command, Sharded {}

  /**
   * Another node has dialled addresses whose budget is kept here from now on.
   *
   * @param ips the addresses, one for each dial
   * @param agesMillis how long ago, in the same order
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record Dialled(int[] ips, long[] agesMillis) implements Command, Sharded {}

  /** The keeper of an address has answered, or not in time. */
  record Judged(Ask ask, Optional<Boolean> permitted) implements Command, Local {}

  /** Nodes came, went, or can (not) be reached. */
  record NodesChanged(ClusterEvent.ClusterDomainEvent event) implements Command, Local {}

  /** Answer to {@link Ask}. */
  record Answer(long number, boolean permitted) implements Local {}

  /** Answer to {@link Judge}. */
  record Judgement(boolean permitted) implements Sharded {}

  private final NodeGauges gauges;
  private final LongSupplier nanoClock;
  private final String self;
  private final DialBudget budget = new DialBudget(ADDRESSES);
  private final ReachableNodes nodes = new ReachableNodes();
  private final DialDuty duty = new DialDuty(RECENT);
  private int asked;
  private long permitted;
  private long refused;
  private long unanswered;

  static Behavior<Command> create(NodeGauges gauges, LongSupplier nanoClock) {
    return Behaviors.<Command>supervise(
            Behaviors.setup(context -> new DialLedger(context, gauges, nanoClock)))
        .onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }

  private DialLedger(ActorContext<Command> context, NodeGauges gauges, LongSupplier nanoClock) {
    super(context);
    this.gauges = gauges;
    this.nanoClock = nanoClock;
    Cluster cluster = Cluster.get(context.getSystem());
    self = cluster.selfMember().address().toString();
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                context.messageAdapter(ClusterEvent.ClusterDomainEvent.class, NodesChanged::new),
                ClusterEvent.ClusterDomainEvent.class));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::onAsk)
        .onMessage(Judge.class, this::onJudge)
        .onMessage(Judged.class, this::onJudged)
        .onMessage(Dialled.class, this::onDialled)
        .onMessage(NodesChanged.class, this::onNodesChanged)
        .build();
  }

  private Behavior<Command> onAsk(Ask ask) {
    Optional<String> keeper = duty.keeper(ask.ip());
    if (keeper.isEmpty() || asked == MAX_ASKED) {
      answer(ask, false);
    } else if (keeper.get().equals(self)) {
      answer(ask, budget.permit(ask.ip(), ask.purpose(), nanoClock.getAsLong()));
    } else {
      asked++;
      getContext()
          .ask(
              Judgement.class,
              ledger(keeper.get()),
              SILENCE,
              replyTo -> new Judge(ask.ip(), ask.purpose() == DialPurpose.HAND_OVER, replyTo),
              (judgement, failure) ->
                  new Judged(ask, Optional.ofNullable(judgement).map(Judgement::permitted)));
    }
    return this;
  }

  private Behavior<Command> onJudged(Judged judged) {
    asked--;
    unanswered += judged.permitted().isPresent() ? 0 : 1;
    answer(judged.ask(), judged.permitted().orElse(false));
    return this;
  }

  private void answer(Ask ask, boolean yes) {
    if (yes) {
      permitted++;
      duty.dialled(ask.ip(), nanoClock.getAsLong());
    } else {
      refused++;
    }
    publish();
    ask.replyTo().tell(new Answer(ask.number(), yes));
  }

  /** Decides itself, also if it believes another to be the keeper: a question must not travel. */
  private Behavior<Command> onJudge(Judge judge) {
    DialPurpose purpose = judge.handOver() ? DialPurpose.HAND_OVER : DialPurpose.ORDINARY;
    boolean permits = budget.permit(judge.ip(), purpose, nanoClock.getAsLong());
    publish();
    judge.replyTo().tell(new Judgement(permits));
    return this;
  }

  private Behavior<Command> onDialled(Dialled dialled) {
    long now = nanoClock.getAsLong();
    for (int i = 0; i < Math.min(dialled.ips().length, dialled.agesMillis().length); i++) {
      long age = Math.max(0, Math.min(MINUTE_MILLIS, dialled.agesMillis()[i]));
      budget.dialled(dialled.ips()[i], now - Duration.ofMillis(age).toNanos());
    }
    return this;
  }

  private Behavior<Command> onNodesChanged(NodesChanged changed) {
    long now = nanoClock.getAsLong();
    nodes.take(changed.event());
    for (Map.Entry<String, List<DialDuty.Dial>> moved :
        duty.nodes(nodes.addresses(), now).entrySet()) {
      List<DialDuty.Dial> dials = moved.getValue();
      Dialled told =
          new Dialled(
              dials.stream().mapToInt(DialDuty.Dial::ip).toArray(),
              dials.stream()
                  .mapToLong(dial -> Duration.ofNanos(now - dial.whenNanos()).toMillis())
                  .toArray());
      if (moved.getKey().equals(self)) {
        onDialled(told);
      } else {
        ledger(moved.getKey()).tell(told);
      }
    }
    return this;
  }

  private ActorRef<Command> ledger(String node) {
    return ActorRefResolver.get(getContext().getSystem()).resolveActorRef(node + "/system/" + NAME);
  }

  private void publish() {
    gauges.publish(
        NAME,
        Map.of(
            "dial_permits_total", (double) permitted,
            "dial_refusals_total", (double) refused,
            "dial_unanswered_total", (double) unanswered,
            "dial_addresses", (double) budget.size()));
  }
}
