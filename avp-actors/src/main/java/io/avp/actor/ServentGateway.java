package io.avp.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.avp.aol.policy.ReachabilityPolicy;
import io.avp.aol.topology.DialBudget;
import io.avp.aol.topology.DialController;
import io.avp.aol.topology.HostCache;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.HostAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The way out of a node: dials for its virtual peers, within the budget that real servents
 * tolerate, and keeps the hosts that were learnt.
 */
final class ServentGateway extends AbstractBehavior<ServentGateway.Command> {
  private static final int HOSTS = 2_000;
  private static final int HOSTS_PER_GROUP = 100;
  private static final int BUDGET_ADDRESSES = 1 << 14;
  private static final int MAX_PENDING = 8;
  private static final long LOST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final Duration SAVE = Duration.ofMinutes(1);

  /** Everything that the gateway understands; all of it comes from its own node. */
  sealed interface Command extends Local {}

  /** Hosts that somebody named. */
  record Learned(List<HostAddress> hosts) implements Command {}

  /**
   * A virtual peer may want more relations.
   *
   * @param peer its id
   * @param owner on whose behalf is dialled
   * @param from its own address, to dial from
   * @param ultrapeers relations to ultrapeers that it has
   * @param never whom not to dial: connected ones, siblings, itself
   */
  record Want(String peer, Owner owner, HostAddress from, int ultrapeers, Set<HostAddress> never)
      implements Command {}

  /**
   * A dial has ended.
   *
   * @param peer for whom it was
   * @param related true if it became a relation
   * @param named whom the other side proposed
   */
  record DialEnded(String peer, HostAddress remote, boolean related, List<HostAddress> named)
      implements Command {}

  /** Time to write the host cache down. */
  record Save() implements Command {}

  private final IoShards shards;
  private final GnutellaSettings settings;
  private final RandomGenerator random;
  private final LongSupplier nanoClock;
  private final LongSupplier wallClock;
  private final HostFile file;
  private final HostCache cache;
  private final DialBudget budget = new DialBudget(BUDGET_ADDRESSES);
  private final DialController controller;
  private final Map<String, Map<HostAddress, Long>> pending = new HashMap<>();

  /** With the hosts that an earlier run has written down. */
  static Behavior<Command> create(
      AvpSettings settings,
      IoShards shards,
      RandomGenerator random,
      LongSupplier nanoClock,
      LongSupplier wallClock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new ServentGateway(
                        context, timers, settings, shards, random, nanoClock, wallClock)));
  }

  private ServentGateway(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      AvpSettings settings,
      IoShards shards,
      RandomGenerator random,
      LongSupplier nanoClock,
      LongSupplier wallClock) {
    super(context);
    this.shards = shards;
    this.settings = settings.gnutella();
    this.random = random;
    this.nanoClock = nanoClock;
    this.wallClock = wallClock;
    cache =
        new HostCache(HOSTS, HOSTS_PER_GROUP, ReachabilityPolicy.parse(this.settings.reachable()));
    controller = new DialController(this.settings.dial(), this.settings.dialOut(), MAX_PENDING);
    file = new HostFile(settings.data(), context.getLog());
    file.read(cache);
    timers.startTimerWithFixedDelay(new Save(), SAVE);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Learned.class, this::onLearned)
        .onMessage(Want.class, this::onWant)
        .onMessage(DialEnded.class, this::onDialEnded)
        .onMessage(Save.class, this::onSave)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onLearned(Learned learned) {
    hear(learned.hosts());
    return this;
  }

  private void hear(List<HostAddress> hosts) {
    long now = wallClock.getAsLong();
    hosts.forEach(host -> cache.heard(host, now));
  }

  private Behavior<Command> onWant(Want want) {
    long now = nanoClock.getAsLong();
    Map<HostAddress, Long> dialling = pending.computeIfAbsent(want.peer(), peer -> new HashMap<>());
    dialling.values().removeIf(since -> now - since > LOST_NANOS);
    List<HostAddress> dials =
        controller.dials(
            settings.ultrapeersWanted(),
            want.ultrapeers(),
            dialling.keySet(),
            want.never(),
            cache,
            budget,
            now,
            random);
    for (HostAddress remote : dials) {
      dialling.put(remote, now);
      shards.dial(remote, want.from().inetAddress(), want.owner());
    }
    return this;
  }

  private Behavior<Command> onDialEnded(DialEnded ended) {
    Map<HostAddress, Long> dialling = pending.get(ended.peer());
    if (dialling != null) {
      dialling.remove(ended.remote());
    }
    if (ended.related()) {
      cache.succeeded(ended.remote(), wallClock.getAsLong());
    } else {
      cache.failed(ended.remote());
    }
    hear(ended.named());
    return this;
  }

  private Behavior<Command> onSave(Save save) {
    file.write(cache);
    return this;
  }

  private Behavior<Command> onPostStop(PostStop stop) {
    file.write(cache);
    return this;
  }
}
