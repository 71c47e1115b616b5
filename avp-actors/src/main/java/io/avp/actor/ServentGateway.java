package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.avp.aol.policy.ReachabilityPolicy;
import io.avp.aol.topology.DialController;
import io.avp.aol.topology.DialPurpose;
import io.avp.aol.topology.HostCache;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AddressRates;
import io.avp.model.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final int MAX_PENDING = 8;
  private static final int MAX_WAITING = 1 << 10;

  /** How often the budget of one address is asked for, and of how many addresses. */
  private static final RateLimit ASKS = new RateLimit(TimeUnit.SECONDS.toNanos(10), 1);

  private static final int ASKED_ADDRESSES = 1 << 14;
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
   * @param related true if it became a relation to an ultrapeer
   * @param named whom the other side proposed
   */
  record DialEnded(String peer, HostAddress remote, boolean related, List<HostAddress> named)
      implements Command {}

  /**
   * A virtual peer takes a member of a node that ends, and dials it once.
   *
   * @param peer is told if the budget does not permit it; the owner hears of all else
   * @param owner on whose behalf is dialled
   * @param from its own address, to dial from
   */
  record DialMember(
      HostAddress remote, Owner owner, HostAddress from, ActorRef<VirtualPeer.Command> peer)
      implements Command {}

  /** The cluster's budget permits a dial, or does not. */
  record Permitted(DialLedger.Answer answer) implements Command {}

  /** Time to write the host cache down. */
  record Save() implements Command {}

  /** A dial that waits for its permit; told what became of that. */
  private record Waiting(HostAddress remote, Owner owner, HostAddress from, Runnable refused) {}

  private final IoShards shards;
  private final ActorRef<DialLedger.Command> ledger;
  private final ActorRef<DialLedger.Answer> answers;
  private final GnutellaSettings settings;
  private final RandomGenerator random;
  private final LongSupplier nanoClock;
  private final LongSupplier wallClock;
  private final HostFile file;
  private final HostCache cache;
  private final AddressRates asked = new AddressRates(ASKS, ASKED_ADDRESSES);
  private final DialController controller;
  private final Map<String, Map<HostAddress, Long>> pending = new HashMap<>();
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private long number;

  /** With the hosts that an earlier run has written down. */
  static Behavior<Command> create(
      AvpSettings settings,
      IoShards shards,
      ActorRef<DialLedger.Command> ledger,
      RandomGenerator random,
      LongSupplier nanoClock,
      LongSupplier wallClock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new ServentGateway(
                        context, timers, settings, shards, ledger, random, nanoClock, wallClock)));
  }

  private ServentGateway(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      AvpSettings settings,
      IoShards shards,
      ActorRef<DialLedger.Command> ledger,
      RandomGenerator random,
      LongSupplier nanoClock,
      LongSupplier wallClock) {
    super(context);
    this.shards = shards;
    this.ledger = ledger;
    answers = context.messageAdapter(DialLedger.Answer.class, Permitted::new);
    this.settings = settings.gnutella();
    this.random = random;
    this.nanoClock = nanoClock;
    this.wallClock = wallClock;
    cache =
        new HostCache(HOSTS, HOSTS_PER_GROUP, ReachabilityPolicy.parse(this.settings.reachable()));
    List<HostAddress> configured = new ArrayList<>(this.settings.dial());
    configured.addAll(this.settings.legacyDial());
    controller = new DialController(configured, this.settings.dialOut(), MAX_PENDING);
    file = new HostFile(settings.data(), context.getLog());
    file.read(cache);
    timers.startTimerWithFixedDelay(new Save(), SAVE);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Learned.class, this::onLearned)
        .onMessage(Want.class, this::onWant)
        .onMessage(DialMember.class, this::onDialMember)
        .onMessage(Permitted.class, this::onPermitted)
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
            asked,
            now,
            random);
    for (HostAddress remote : dials) {
      dialling.put(remote, now);
      Runnable refused = () -> dialling.remove(remote);
      ask(new Waiting(remote, want.owner(), want.from(), refused), DialPurpose.ORDINARY);
    }
    return this;
  }

  private Behavior<Command> onDialMember(DialMember dial) {
    Runnable refused = () -> dial.peer().tell(new VirtualPeer.DialRefused(dial.remote()));
    ask(new Waiting(dial.remote(), dial.owner(), dial.from(), refused), DialPurpose.HAND_OVER);
    return this;
  }

  private void ask(Waiting dial, DialPurpose purpose) {
    if (waiting.size() == MAX_WAITING) {
      dial.refused().run();
      return;
    }
    waiting.put(++number, dial);
    ledger.tell(new DialLedger.Ask(number, dial.remote().ip(), purpose, answers));
  }

  private Behavior<Command> onPermitted(Permitted permitted) {
    Waiting dial = waiting.remove(permitted.answer().number());
    if (dial == null) {
      return this;
    }
    if (!permitted.answer().permitted()) {
      dial.refused().run();
    } else if (settings.legacyDial().contains(dial.remote())) {
      shards.dialLegacy(dial.remote(), dial.from().inetAddress(), dial.owner());
    } else {
      shards.dial(dial.remote(), dial.from().inetAddress(), dial.owner());
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
