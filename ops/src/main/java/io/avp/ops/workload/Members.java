package io.avp.ops.workload;

import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Servents of a population that come, ask and leave when they are told to; what they get is
 * compared with who was there.
 *
 * <p>Whoever has been there for {@link #SETTLED} must be found, unless it leaves within a second
 * after the question; whoever has left more than a second ago must not be. What others have may
 * come and is not counted.
 *
 * <p>Driven by one thread.
 */
public final class Members implements AutoCloseable {
  /** From then on a servent that has come must be found: it has sent its table, and all know. */
  public static final Duration SETTLED = Duration.ofSeconds(3);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long ABSENT = Long.MAX_VALUE;
  private static final long NEVER = 0;

  private final List<Servent> servents = new ArrayList<>();
  private final Map<Guid, Integer> numbers = new HashMap<>();
  private final GroundTruth truth;
  private final QueryLog log;
  private final ServentCounters counters = new ServentCounters();
  private final SecureRandom ids = new SecureRandom();

  /** Questions that are not looked at. */
  private final Set<Guid> unchecked = ConcurrentHashMap.newKeySet();

  private final LongAdder dead = new LongAdder();
  private final LongAdder strange = new LongAdder();
  private final LongAdder lost = new LongAdder();

  /** Whom each has dialled, by number. */
  private final Map<Integer, HostAddress> dialled = new HashMap<>();

  /** Whose dial has failed. */
  private final Set<Integer> failed = ConcurrentHashMap.newKeySet();

  /** When each came, by number; {@link #ABSENT} while it is not there. */
  private final AtomicLongArray since;

  /** When each left, by number; {@link #NEVER} if it has not. */
  private final AtomicLongArray left;

  /**
   * Nobody is there yet.
   *
   * @param patience how long an answer may take before it counts as missing
   */
  Members(IoShards shards, Population population, GroundTruth truth, Duration patience) {
    this.truth = truth;
    log = new QueryLog(patience.toNanos());
    since = new AtomicLongArray(population.servents().size());
    left = new AtomicLongArray(population.servents().size());
    for (ServentPlan plan : population.servents()) {
      since.set(plan.number(), ABSENT);
      numbers.put(plan.guid(), plan.number());
      servents.add(new Servent(plan, shards, new Events(), counters));
    }
  }

  /** Number {@code n} opens its port and dials an ultrapeer. */
  public void come(int n, HostAddress ultrapeer) throws IOException {
    dialled.put(n, ultrapeer);
    servents.get(n).start(ultrapeer);
  }

  /** Those whose dial has failed since the last call dial again. */
  public void dialAgain() {
    for (int n : Set.copyOf(failed)) {
      failed.remove(n);
      servents.get(n).dial(dialled.get(n));
    }
  }

  /** Number {@code n} leaves, with a Bye or without a word. */
  public void leave(int n, boolean politely) {
    long now = System.nanoTime();
    left.set(n, now);
    since.set(n, ABSENT);
    log.excuse(servents.get(n).plan().guid(), now - SECOND);
    if (politely) {
      servents.get(n).stop();
    } else {
      servents.get(n).vanish();
    }
  }

  /** True if it has a relation. */
  public boolean isThere(int n) {
    return since.get(n) != ABSENT;
  }

  /** How many have a relation. */
  public int there() {
    return (int) servents.stream().filter(s -> isThere(s.plan().number())).count();
  }

  /**
   * Number {@code n} asks.
   *
   * @return how many others that are there have a match
   * @throws IllegalStateException if it has no relation
   */
  public int ask(int n, String text) {
    long now = System.nanoTime();
    Servent asker = servents.get(n);
    Guid self = asker.plan().guid();
    Set<GroundTruth.Holding> answers = truth.answers(text, self);
    Map<Boolean, Set<GroundTruth.Holding>> settled =
        answers.stream()
            .collect(Collectors.partitioningBy(h -> isSettled(h, now), Collectors.toSet()));
    Guid id = Guid.modern(ids.nextLong(), ids.nextLong());
    log.asked(id, new Asked(self, text, settled.get(true), settled.get(false), 0, now));
    if (!asker.query(id, text)) {
      throw new IllegalStateException("servent " + n + " has no relation to ask on");
    }
    return (int)
        answers.stream()
            .map(GroundTruth.Holding::servent)
            .distinct()
            .filter(holder -> isThere(numbers.get(holder)))
            .count();
  }

  /** Number {@code n} asks, and what comes is counted and not looked at; for load. */
  public void load(int n, String text) {
    Guid id = Guid.modern(ids.nextLong(), ids.nextLong());
    unchecked.add(id);
    servents.get(n).query(id, text);
  }

  private boolean isSettled(GroundTruth.Holding holding, long now) {
    long came = since.get(numbers.get(holding.servent()));
    return came != ABSENT && now - came >= SETTLED.toNanos();
  }

  /** True if every question has all its answers, or its time is over. */
  public boolean isDecided() {
    return log.isDecided(System.nanoTime());
  }

  /** What was asked and found so far. */
  public MemberFindings findings() {
    long now = System.nanoTime();
    QueryLog.Sums sums = log.sums(now);
    return new MemberFindings(
        sums.queries(),
        sums.answerable(),
        sums.expected(),
        sums.found(),
        sums.wrong(),
        sums.twice(),
        dead.sum(),
        strange.sum(),
        lost.sum(),
        sums.firstNanos(),
        sums.windows(),
        log.incomplete(now, 20));
  }

  /** What they have sent and received. */
  public MemberTraffic traffic() {
    return new MemberTraffic(
        counters.queriesSent.sum(),
        counters.queriesReceived.sum(),
        counters.hitsSent.sum(),
        counters.hitsReceived.sum(),
        counters.tableFramesSent.sum(),
        counters.malformed.sum());
  }

  /** Ends all relations. */
  @Override
  public void close() {
    servents.forEach(Servent::stop);
  }

  private final class Events implements ServentEvents {
    @Override
    public void attached(Servent servent) {
      since.set(servent.plan().number(), System.nanoTime());
    }

    @Override
    public void detached(Servent servent, String why) {
      if (since.getAndSet(servent.plan().number(), ABSENT) != ABSENT) {
        lost.increment();
        long now = System.nanoTime();
        left.set(servent.plan().number(), now);
        log.excuse(servent.plan().guid(), now - SECOND);
      } else if (left.get(servent.plan().number()) == NEVER) {
        failed.add(servent.plan().number());
      }
    }

    @Override
    public void hit(Servent servent, Guid query, QueryHit hit) {
      long now = System.nanoTime();
      if (!unchecked.contains(query) && !log.hit(query, hit, now)) {
        strange.increment();
      }
      Integer holder = numbers.get(hit.servent());
      long gone = holder == null || isThere(holder) ? NEVER : left.get(holder);
      if (gone != NEVER && now - gone > SECOND) {
        dead.increment();
      }
    }
  }
}
