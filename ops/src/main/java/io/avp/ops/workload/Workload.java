package io.avp.ops.workload;

import akka.actor.typed.ActorSystem;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Servents that attach, search and download for a bounded time; measures against the ground truth.
 *
 * <p>Used by one thread; {@link #report} may be called from any.
 */
public final class Workload implements AutoCloseable {
  private static final int MAX_PROBLEMS = 40;

  private final WorkloadSettings settings;
  private final Population population;
  private final GroundTruth truth;
  private final Sites sites;
  private final QueryMix mix;
  private final SplittableRandom random;
  private final QueryLog log;
  private final ServentCounters counters = new ServentCounters();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final AtomicInteger problemCount = new AtomicInteger();
  private final AtomicInteger unasked = new AtomicInteger();
  private final List<Servent> servents = new ArrayList<>();
  private final CountDownLatch attached;
  private final Fetcher fetcher;
  private volatile boolean closing;

  /** Draws the servents; opens nothing yet. */
  public Workload(ActorSystem<?> system, IoShards shards, WorkloadSettings settings) {
    this.settings = settings;
    population = Population.of(settings.seed(), settings.servents(), settings.firstIp());
    truth = new GroundTruth(population.servents());
    sites = new Sites(population.servents(), settings);
    mix = new QueryMix(population.catalogue());
    random = new SplittableRandom(settings.seed() + 1);
    log = new QueryLog(settings.patience().toNanos());
    attached = new CountDownLatch(settings.servents());
    // Message ids are secrets on the wire and must not repeat from run to run.
    SecureRandom ids = new SecureRandom();
    fetcher =
        new Fetcher(
            system,
            settings.downloads(),
            () -> Guid.modern(ids.nextLong(), ids.nextLong()),
            this::problem);
    ServentEvents events = new Events();
    population
        .servents()
        .forEach(plan -> servents.add(new Servent(plan, shards, events, counters)));
  }

  /**
   * Opens all ports and attaches all servents.
   *
   * @return false if not all were attached in time; the report names the reasons
   */
  public boolean attach(Duration limit) throws IOException, InterruptedException {
    for (Servent servent : servents) {
      servent.start(settings.ultrapeer(servent.plan()).address());
    }
    return attached.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Frames of query routing tables that the servents have sent. */
  public long tableFramesSent() {
    return counters.tableFramesSent.sum();
  }

  /** What each servent has counted on its relation. */
  public List<ServentTraffic> traffic() {
    return servents.stream().map(Servent::traffic).toList();
  }

  /**
   * A question that was asked.
   *
   * @param asker the servent
   * @param text what it asked
   */
  public record Question(Guid asker, String text) {}

  /** All questions so far. */
  public List<Question> questions() {
    return log.questions();
  }

  /** A thread that {@link #run runs} it, not started yet; an interrupt ends it early. */
  public Thread driver() {
    return new Thread(
        () -> {
          try {
            run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "driver");
  }

  /** Asks at the rate of the settings, then waits for the last answers and downloads. */
  public void run() throws InterruptedException {
    SecureRandom ids = new SecureRandom();
    Pace pace = new Pace(settings.queriesPerSecond());
    long end = pace.dueNanos(0) + settings.querying().toNanos();
    for (int n = 0; n < settings.maxQueries(); n++) {
      if (pace.dueNanos(n) >= end) {
        break;
      }
      pace.await(n);
      ask(Guid.modern(ids.nextLong(), ids.nextLong()));
    }
    long last = System.nanoTime() + 2 * settings.patience().toNanos();
    while (System.nanoTime() < last && !(log.isDecided(System.nanoTime()) && fetcher.isIdle())) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void ask(Guid id) {
    Servent by = servents.get(random.nextInt(servents.size()));
    while (!by.isAttached() && sites.isDoomed(by.plan().guid())) {
      by = servents.get(random.nextInt(servents.size()));
    }
    String text = mix.next(random);
    if (!by.isAttached()) {
      unasked.incrementAndGet();
      problem("servent " + by.plan().number() + " has no relation to ask on");
      return;
    }
    Guid asker = by.plan().guid();
    log.asked(id, sites.asked(asker, text, truth.answers(text, asker), System.nanoTime()));
    by.query(id, text);
  }

  /** Questions that could not be asked, because whoever should ask had lost its relation. */
  public int unasked() {
    return unasked.get();
  }

  /** What servents of these sites have asked so far, as one window that begins at 0. */
  public WorkloadReport.Window askedAt(Set<Integer> some) {
    return log.sum(asker -> sites.isAt(asker, some), System.nanoTime());
  }

  /** What was seen so far. */
  public WorkloadReport report() {
    long now = System.nanoTime();
    QueryLog.Sums sums = log.sums(now);
    List<String> wrongs = new ArrayList<>(problems);
    wrongs.addAll(log.incomplete(now, MAX_PROBLEMS));
    return new WorkloadReport(
        (int) servents.stream().filter(Servent::isAttached).count(),
        servents.size(),
        sums.queries(),
        sums.answerable(),
        sums.expected(),
        sums.elsewhere(),
        sums.found(),
        sums.wrong(),
        quantileMillis(sums.firstNanos(), 0.5),
        quantileMillis(sums.firstNanos(), 0.99),
        fetcher.tried(),
        fetcher.good(),
        fetcher.pushesTried(),
        fetcher.pushesGood(),
        counters.queriesSent.sum() + counters.queriesReceived.sum(),
        counters.malformed.sum(),
        sums.windows(),
        wrongs);
  }

  private static long quantileMillis(List<Long> sorted, double q) {
    return sorted.isEmpty()
        ? 0
        : TimeUnit.NANOSECONDS.toMillis(sorted.get((int) (q * (sorted.size() - 1))));
  }

  private void problem(String text) {
    if (problemCount.getAndIncrement() < MAX_PROBLEMS) {
      problems.add(text);
    }
  }

  /** Ends all relations. */
  @Override
  public void close() {
    closing = true;
    servents.forEach(Servent::stop);
  }

  private final class Events implements ServentEvents {
    @Override
    public void attached(Servent servent) {
      attached.countDown();
    }

    @Override
    public void detached(Servent servent, String why) {
      if (!closing && !sites.isDoomed(servent.plan().guid())) {
        problem("servent " + servent.plan().number() + " lost its relation: " + why);
      }
    }

    @Override
    public void hit(Servent servent, Guid query, QueryHit hit) {
      if (log.hit(query, hit, System.nanoTime())) {
        if (!sites.isDoomed(servent.plan().guid()) && !sites.isDoomed(hit.servent())) {
          fetcher.offer(servent, hit);
        }
      } else {
        problem("servent " + servent.plan().number() + " got an answer to an unknown query");
      }
    }
  }
}
