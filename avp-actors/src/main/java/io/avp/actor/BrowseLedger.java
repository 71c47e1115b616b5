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
import io.avp.aol.topology.DialPurpose;
import io.avp.aol.topology.Rendezvous;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.policy.BrowseLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Who of the whole cluster was browsed within the hour, as far as this node keeps the log; for
 * other members it asks the node that does, chosen by GUID. Whoever may be browsed is dialled for
 * it, so the budget of dials has to permit that, too. Without an answer nobody is browsed.
 *
 * <p>What a node has logged is lost with it, and is not moved when another one comes: a member may
 * be browsed twice within that hour then. One that minds says so, and is left alone.
 */
final class BrowseLedger extends AbstractBehavior<BrowseLedger.Command> {
  /** Name among the system actors of every node. */
  static final String NAME = "avp-browses";

  private static final int MEMBERS = 1 << 17;
  private static final int MAX_ASKED = 1 << 10;
  private static final Duration SILENCE = Duration.ofSeconds(2);

  /** Everything that the ledger understands. */
  sealed interface Command {}

  /**
   * May a virtual peer of this node browse a member? Answered by {@link VirtualPeer.MayBrowse}.
   *
   * @param ip where it would be dialled
   * @param link names its relation
   */
  record Ask(Guid servent, int ip, String link, ActorRef<VirtualPeer.Command> replyTo)
      implements Command, Local {}

  /** The budget of dials has an answer. */
  record Permitted(DialLedger.Answer answer) implements Command, Local {}

  /**
   * Another node wants to browse a member whose log is kept here.
   *
   * @param link names its relation
   */
  record Claim(Guid servent, String link, ActorRef<Claimed> replyTo) implements Command, Sharded {}

  /** The keeper of the log has answered, or not in time. */
  record Judged(Ask ask, boolean claimed) implements Command, Local {}

  /**
   * A member has said when it may be asked again, or could not be browsed; told by this node's
   * virtual peers.
   *
   * @param failed true if that browse is to count as none
   */
  record Refused(Guid servent, long retryAfterSeconds, boolean failed) implements Command, Local {}

  /** The same, told by another node or this one to the keeper of the log. */
  record LeaveAlone(Guid servent, long retryAfterSeconds, boolean failed)
      implements Command, Sharded {}

  /** Nodes came, went, or can (not) be reached. */
  record NodesChanged(ClusterEvent.ClusterDomainEvent event) implements Command, Local {}

  /** Answer to {@link Claim}. */
  record Claimed(boolean yes) implements Sharded {}

  private final ActorRef<DialLedger.Command> dials;
  private final ActorRef<DialLedger.Answer> permits;
  private final LongSupplier nanoClock;
  private final ReachableNodes nodes = new ReachableNodes();
  private final BrowseLog log = new BrowseLog(MEMBERS);
  private final Map<Long, Ask> asked = new HashMap<>();
  private long number;

  static Behavior<Command> create(ActorRef<DialLedger.Command> dials, LongSupplier nanoClock) {
    return Behaviors.<Command>supervise(
            Behaviors.setup(context -> new BrowseLedger(context, dials, nanoClock)))
        .onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }

  private BrowseLedger(
      ActorContext<Command> context, ActorRef<DialLedger.Command> dials, LongSupplier nanoClock) {
    super(context);
    this.dials = dials;
    this.nanoClock = nanoClock;
    permits = context.messageAdapter(DialLedger.Answer.class, Permitted::new);
    Cluster.get(context.getSystem())
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
        .onMessage(Permitted.class, this::onPermitted)
        .onMessage(Claim.class, this::onClaim)
        .onMessage(Judged.class, this::onJudged)
        .onMessage(Refused.class, this::onRefused)
        .onMessage(LeaveAlone.class, this::onLeaveAlone)
        .onMessage(NodesChanged.class, this::onNodesChanged)
        .build();
  }

  private Behavior<Command> onAsk(Ask ask) {
    if (asked.size() >= MAX_ASKED) {
      answer(ask, false);
      return this;
    }
    asked.put(++number, ask);
    dials.tell(new DialLedger.Ask(number, ask.ip(), DialPurpose.ORDINARY, permits));
    return this;
  }

  private Behavior<Command> onPermitted(Permitted permitted) {
    Ask ask = asked.remove(permitted.answer().number());
    if (ask == null) {
      return this;
    }
    Optional<ActorRef<Command>> keeper = keeper(ask.servent());
    if (!permitted.answer().permitted() || keeper.isEmpty()) {
      answer(ask, false);
      return this;
    }
    getContext()
        .ask(
            Claimed.class,
            keeper.get(),
            SILENCE,
            replyTo -> new Claim(ask.servent(), ask.link(), replyTo),
            (claimed, failure) -> new Judged(ask, claimed != null && claimed.yes()));
    return this;
  }

  private Optional<ActorRef<Command>> keeper(Guid servent) {
    return Rendezvous.first(servent.toString(), nodes.addresses())
        .map(
            node ->
                ActorRefResolver.get(getContext().getSystem())
                    .resolveActorRef(node + "/system/" + NAME));
  }

  private Behavior<Command> onClaim(Claim claim) {
    claim.replyTo().tell(new Claimed(log.claim(claim.servent(), claim.link(), nowMillis())));
    return this;
  }

  private Behavior<Command> onJudged(Judged judged) {
    answer(judged.ask(), judged.claimed());
    return this;
  }

  private static void answer(Ask ask, boolean yes) {
    ask.replyTo().tell(new VirtualPeer.MayBrowse(ask.link(), yes));
  }

  private Behavior<Command> onRefused(Refused refused) {
    keeper(refused.servent())
        .ifPresent(
            ref ->
                ref.tell(
                    new LeaveAlone(
                        refused.servent(), refused.retryAfterSeconds(), refused.failed())));
    return this;
  }

  private Behavior<Command> onLeaveAlone(LeaveAlone alone) {
    if (alone.failed()) {
      log.release(alone.servent(), alone.retryAfterSeconds(), nowMillis());
    } else {
      log.leaveAlone(alone.servent(), alone.retryAfterSeconds(), nowMillis());
    }
    return this;
  }

  private Behavior<Command> onNodesChanged(NodesChanged changed) {
    nodes.take(changed.event());
    return this;
  }

  private long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong());
  }
}
