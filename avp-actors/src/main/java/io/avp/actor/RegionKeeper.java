package io.avp.actor;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.avp.vcc.cache.AnswerCache;
import io.avp.vcc.cache.Doubts;
import io.avp.vcc.cache.FileStore;
import io.avp.vcc.cache.HolderAges;
import io.avp.vcc.cache.SlotHints;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the query regions of this node awake, one per node: the first question after a start, a
 * move or a loss finds a region that knows all already. Sharding alone would start a region with
 * that question. Now and then it also speaks to all others, so that this node knows where each is,
 * should the one that places them be lost.
 */
final class RegionKeeper extends AbstractBehavior<RegionKeeper.Command> {
  /** A message to each region of this node that often, all within the process. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Everything that the keeper understands. */
  sealed interface Command extends Local {}

  /** Time to look. */
  record Look() implements Command {}

  /** The first and then every so many looks go to the regions of others, too. */
  private static final int OTHERS = 30;

  /** Members are judged for at most one part of so many of the time. */
  private static final int JUDGING_SHARE = 20;

  /** Of a minute. */
  private static final double SECONDS = 60;

  private final NodeServices services;
  private final Doubts doubts;
  private long judgeNanos;
  private int looks;

  static Behavior<Command> create(NodeServices services) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Look(), PERIOD);
                  return new RegionKeeper(context, services);
                }));
  }

  private RegionKeeper(ActorContext<Command> context, NodeServices services) {
    super(context);
    this.services = services;
    doubts = new Doubts(services.files(), services.settings().cache().contradictions());
    judgeNanos = services.nanoClock().getAsLong();
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder().onMessage(Look.class, this::onLook).build();
  }

  private Behavior<Command> onLook(Look look) {
    ActorSystem<?> system = getContext().getSystem();
    Optional<String> own = Optional.of(services.settings().node());
    boolean others = looks++ % OTHERS == 0;
    for (int region = 0; region < SlotHints.REGIONS; region++) {
      if (others || RegionPlaces.nodeOf(system, region).equals(own)) {
        services.region(region).tell(new QueryRegion.Awake());
      }
    }
    judge();
    publishHoldings();
    publishAnswers();
    return this;
  }

  /** Takes at most a small part of the time. */
  private void judge() {
    long now = services.nanoClock().getAsLong();
    if (doubts.isDue() && now - judgeNanos >= 0) {
      doubts.judge();
      long end = services.nanoClock().getAsLong();
      judgeNanos = end + JUDGING_SHARE * (end - now);
    }
  }

  private void publishAnswers() {
    AnswerCache.Gauges kept = services.answers().gauges();
    services
        .gauges()
        .publish(
            "answers",
            Map.of(
                "answers", (double) kept.entries(),
                "answers_bytes", (double) kept.bytes(),
                "answers_hits_total", (double) kept.hits(),
                "answers_negatives_total", (double) kept.negatives(),
                "answers_misses_total", (double) kept.misses(),
                "answers_stale_total", (double) kept.stale(),
                "answers_gained_total", (double) kept.gained()));
  }

  private void publishHoldings() {
    FileStore.Gauges files = services.files().gauges();
    HolderAges ages = HolderAges.of(services.files(), services.nowMillis());
    services
        .gauges()
        .publish(
            HoldingsExchange.NAME,
            Map.of(
                "holders", (double) ages.holders(),
                "holders_doubted", (double) services.files().doubted(),
                "holders_age_seconds", SECONDS * ages.minutes(),
                "holders_age_seconds_max", SECONDS * ages.oldest(),
                "holdings", (double) files.holdings(),
                "holdings_bytes", (double) files.bytes(),
                "holdings_refused_total", (double) files.refused()));
  }
}
