package io.avp.ops.bench.overload;

import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Flood;
import io.avp.ops.bench.load.FloodRound;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.Ring;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.bench.memory.JvmMemory;
import io.avp.ops.bench.memory.ResidentMemory;
import io.avp.ops.bench.relay.CpuTime;
import io.avp.ops.process.JavaProcess;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.ToDoubleFunction;

/**
 * First the most that a node delivers while sources wait for what they have sent, then what it
 * delivers when they have four times as much for it, then the first once more: the peak is the
 * median before and after, as a machine that others use, too, is not as fast all the time.
 *
 * <p>Every eighth member is a leaf that does not read, in both; copies count that come to the
 * others, which are the sources, too. So the two differ only in how much is offered. What the
 * node's sockets take is accepted, the rest waits in front of them: a node that can carry no more
 * holds its neighbours back by TCP.
 *
 * <p>Memory is bounded if what lives in the heap has not grown by more than {@value
 * #PER_CONNECTION} bytes per connection at the end of the overload, while it goes on: who kept a
 * hundredth of what comes in would pass that within ten seconds.
 */
public final class OverloadBench {
  /** Most seconds of overload: a node gives up a leaf that answers no ping after six minutes. */
  public static final int MOST_SECONDS = 300;

  private static final int CONNECTIONS = 64;
  private static final int WIDTH = 4;

  /** Every eighth member does not read. */
  private static final int SLOW = 8;

  private static final int WARM_UPS = 3;
  private static final int PEAK_ROUNDS = 5;
  private static final long PEAK_NANOS = 3_000_000_000L;
  private static final long LOOK_NANOS = 5_000_000_000L;

  /** As many times as it carries are offered. */
  private static final int TIMES = 4;

  private static final long SEED = 20_261_127;

  /** A send queue has 96 KiB, and a frame that has come in part must be somewhere, too. */
  private static final long PER_CONNECTION = 128 << 10;

  /** What a JVM takes beside its heap: code, classes, stacks, buffers of sockets. */
  private static final long BESIDE_HEAP = 256L << 20;

  /**
   * Sources are not held back by their rates: the node's capacity is to be exceeded. Who does not
   * read stays longer than the minute that is usual, so that the load is the same to the end.
   */
  private static final String SETTINGS =
      """
      avp.gnutella.ultrapeers-max = 1000
      avp.gnutella.rates.ultrapeer-queries = 1000000
      avp.gnutella.rates.ultrapeer-queries-burst = 10000000
      avp.gnutella.stream.write-stalled = 10 m
      """;

  private final PrintWriter out;
  private final Duration time;

  /**
   * A bench.
   *
   * @param time of the overload, {@value #MOST_SECONDS} s at most
   */
  public OverloadBench(PrintWriter out, Duration time) {
    this.out = out;
    this.time = time;
  }

  private static boolean reads(int member) {
    return member % SLOW != SLOW - 1;
  }

  /** Runs it. */
  public Report run() throws InterruptedException {
    Report report = new Report("bench overload");
    FanOut fanOut = new Ring(CONNECTIONS, WIDTH);
    BenchWords words = BenchWords.oneEach(fanOut, new Random(SEED));
    QueryFrames frames =
        new QueryFrames(new Random().nextLong(), words, QueryFrames.Hops.ULTRAPEERS);
    try (BenchNodes node = BenchNodes.start(SETTINGS);
        Flood flood = new Flood(fanOut, frames, OverloadBench::reads)) {
      flood.open(
          new ServentDialler(i -> node.peers().get(0), OverloadBench::reads, words::tableFrames));
      overload(flood, node, report);
      if (!flood.firstLoss().isEmpty()) {
        report.failure(flood.firstLoss());
      }
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }

  /** Rounds of sources that wait for what they have sent. */
  private List<Measured> peak(Flood flood, long pid, int warmUps) throws IOException {
    List<Measured> rounds = new ArrayList<>();
    for (int i = -warmUps; i < PEAK_ROUNDS; i++) {
      Measured waiting = run(flood, pid, "waiting sources", PEAK_NANOS, LoadShape.DENSE);
      if (i >= 0) {
        rounds.add(waiting);
      }
    }
    flood.drain();
    return rounds;
  }

  private static Figure figure(
      List<Measured> rounds, ToDoubleFunction<Measured> value, String unit) {
    return Figure.of(rounds.stream().mapToDouble(value).toArray(), unit);
  }

  private void overload(Flood flood, BenchNodes node, Report report)
      throws IOException, InterruptedException {
    long pid = node.pids().get(0);
    List<Measured> rounds = peak(flood, pid, WARM_UPS);
    double most = figure(rounds, one -> one.round().acceptance(), "queries/s").value();
    LoadShape offered = LoadShape.offering((int) Math.ceil(TIMES * most));
    long before = JvmMemory.of(pid).live();
    long missing = flood.missing();
    long delivered = flood.delivered();
    run(flood, pid, "sockets fill", LOOK_NANOS, offered);
    Measured full = Measured.NONE;
    while (full.round().nanos() < time.toNanos()) {
      long left = time.toNanos() - full.round().nanos();
      full = full.plus(run(flood, pid, "more than it can", Math.min(LOOK_NANOS, left), offered));
    }
    long live = liveHeap(flood, pid, offered);
    flood.drain();
    missing = flood.missing() - missing;
    delivered = flood.delivered() - delivered;
    FloodRound all = full.round();
    rounds.addAll(peak(flood, pid, 0));
    Figure peak = figure(rounds, one -> one.round().goodput(), "deliveries/s");
    report
        .figure("peak", peak)
        .figure("peak_accepted", Figure.of(most, "queries/s"))
        .figure("peak_cpu", figure(rounds, Measured::nanosEach, "ns/delivery"))
        .figure("heap_before", Figure.of(before, "bytes"))
        .figure("heap_overload", Figure.of(live, "bytes"))
        .figure(
            "heap_growth",
            Figure.of(live - before, "bytes").must("<= " + CONNECTIONS * PER_CONNECTION))
        .figure(
            "resident_most",
            Figure.of(ResidentMemory.peakOf(pid), "bytes")
                .must("<= " + (HeapLimit.of(JavaProcess.nodeFlags()) + BESIDE_HEAP)))
        .figure("overload", Figure.of(all.goodput(), "deliveries/s"))
        .figure("overload_cpu", Figure.of(full.nanosEach(), "ns/delivery"))
        .figure("offered", Figure.of(all.offer() / most, "x of peak_accepted").must(">= " + TIMES))
        .figure("accepted", Figure.of(all.acceptance(), "queries/s"))
        .figure("full_sockets", Figure.of(100 * all.fullness(), "% of looks").must(">= 90"))
        .figure("dropped", Figure.of(100.0 * missing / (delivered + missing), "%"))
        .figure("readers_lost", Figure.of(flood.lost(), "").must("= 0"))
        .figure(
            "slow_held",
            Figure.of(node.api().metric("avp_leaves"), "").must("= " + CONNECTIONS / SLOW))
        .figure(
            "goodput",
            Figure.of(all.goodput() / peak.value(), "x of the peak").must(">= 0.9").aim(">= 0.97"));
  }

  /** What lives in the heap of a node while the load goes on: it must not rest for the look. */
  private static long liveHeap(Flood flood, long pid, LoadShape shape)
      throws IOException, InterruptedException {
    FutureTask<Long> look = new FutureTask<>(() -> JvmMemory.of(pid).live());
    new Thread(look, "heap-look").start();
    while (!look.isDone()) {
      flood.run(LOOK_NANOS, shape);
    }
    try {
      return look.get();
    } catch (ExecutionException e) {
      throw new IOException("the heap cannot be told: " + e.getCause().getMessage(), e);
    }
  }

  private Measured run(Flood flood, long pid, String sources, long nanos, LoadShape shape)
      throws IOException {
    long cpu = CpuTime.of(pid);
    FloodRound round = flood.run(nanos, shape);
    Measured measured = new Measured(round, CpuTime.of(pid) - cpu);
    out.printf("%-16s %s%n", sources, measured.text());
    out.flush();
    return measured;
  }
}
