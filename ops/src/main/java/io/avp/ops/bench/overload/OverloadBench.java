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
import java.util.Random;

/**
 * First the most that a node delivers while sources wait for what they have sent, then what it
 * delivers while they write as fast as their sockets take and some members stop reading.
 */
public final class OverloadBench {
  private static final int CONNECTIONS = 64;
  private static final int WIDTH = 4;

  /** Every eighth member stops reading. */
  private static final int SLOW = 8;

  private static final int WARM_UPS = 3;
  private static final int PEAK_ROUNDS = 5;
  private static final long PEAK_NANOS = 3_000_000_000L;
  private static final long LOOK_NANOS = 5_000_000_000L;

  /** As many queries as the sockets take. */
  private static final long ALL = Long.MAX_VALUE;

  private static final long SEED = 20_261_127;

  /** What a JVM takes beside its heap: code, classes, stacks, buffers of sockets. */
  private static final long BESIDE_HEAP = 256L << 20;

  /** Sources are not held back by their rates: the node's capacity is to be exceeded. */
  private static final String SETTINGS =
      """
      avp.gnutella.ultrapeers-max = 1000
      avp.gnutella.rates.ultrapeer-queries = 1000000
      avp.gnutella.rates.ultrapeer-queries-burst = 10000000
      """;

  private final PrintWriter out;
  private final Duration time;

  /**
   * A bench.
   *
   * @param time of the overload
   */
  public OverloadBench(PrintWriter out, Duration time) {
    this.out = out;
    this.time = time;
  }

  /** Runs it. */
  public Report run() throws InterruptedException {
    Report report = new Report("bench overload");
    FanOut fanOut = new Ring(CONNECTIONS, WIDTH);
    BenchWords words = BenchWords.oneEach(fanOut, new Random(SEED));
    QueryFrames frames =
        new QueryFrames(new Random().nextLong(), words, QueryFrames.Hops.ULTRAPEERS);
    try (BenchNodes node = BenchNodes.start(SETTINGS);
        Flood flood = new Flood(fanOut, frames, i -> i % SLOW == SLOW - 1)) {
      flood.open(new ServentDialler(i -> node.peers().get(0), i -> true, words::tableFrames));
      report(flood, node, report);
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }

  private void report(Flood flood, BenchNodes node, Report report)
      throws IOException, InterruptedException {
    long pid = node.pids().get(0);
    long heap = HeapLimit.of(JavaProcess.nodeFlags());
    double[] goodputs = new double[PEAK_ROUNDS];
    double[] costs = new double[PEAK_ROUNDS];
    for (int i = -WARM_UPS; i < PEAK_ROUNDS; i++) {
      Measured waiting = run(flood, pid, "waiting sources", PEAK_NANOS, LoadShape.DENSE.window());
      if (i >= 0) {
        goodputs[i] = waiting.round.goodput();
        costs[i] = waiting.nanosEach();
      }
    }
    flood.drain();
    Figure peak = Figure.of(goodputs, "deliveries/s");
    long missing = flood.missing();
    flood.stopReading();
    try (HeapWatch watch = new HeapWatch(node.api())) {
      run(flood, pid, "sockets fill", LOOK_NANOS, ALL);
      Measured full = new Measured(new FloodRound(0, 0, 0, 0, 0), 0);
      for (long left = time.toNanos(); left > 0; left = time.toNanos() - full.round.nanos()) {
        full = full.plus(run(flood, pid, "full sockets", Math.min(LOOK_NANOS, left), ALL));
      }
      flood.drain();
      missing = flood.missing() - missing;
      FloodRound all = full.round;
      report
          .figure("peak", peak)
          .figure("peak_cpu", Figure.of(costs, "ns/delivery"))
          .figure("overload", Figure.of(all.goodput(), "deliveries/s"))
          .figure("overload_cpu", Figure.of(full.nanosEach(), "ns/delivery"))
          .figure("accepted", Figure.of(all.acceptance(), "queries/s"))
          .figure("full_sockets", Figure.of(100 * all.fullness(), "% of looks").must(">= 90"))
          .figure(
              "goodput",
              Figure.of(all.goodput() / peak.value(), "x of the peak")
                  .must(">= 0.9")
                  .aim(">= 0.97"))
          .figure("dropped", Figure.of(100.0 * missing / (all.delivered() + missing), "%"))
          .figure("readers_lost", Figure.of(flood.lost(), "").must("= 0"))
          .figure("heap_most", Figure.of(watch.most(), "bytes").must("<= " + heap))
          .figure("heap_left", Figure.of(JvmMemory.of(pid).live(), "bytes"))
          .figure(
              "resident_most",
              Figure.of(ResidentMemory.peakOf(pid), "bytes").must("<= " + (heap + BESIDE_HEAP)));
    }
    if (!flood.firstLoss().isEmpty()) {
      report.failure(flood.firstLoss());
    }
  }

  /**
   * A round, and what it cost.
   *
   * @param cpuNanos CPU time of the node
   */
  private record Measured(FloodRound round, long cpuNanos) {
    private double nanosEach() {
      return (double) cpuNanos / round.delivered();
    }

    private Measured plus(Measured next) {
      return new Measured(round.plus(next.round), cpuNanos + next.cpuNanos);
    }
  }

  private Measured run(Flood flood, long pid, String sources, long nanos, long window)
      throws IOException {
    long cpu = CpuTime.of(pid);
    FloodRound round = flood.run(nanos, window);
    Measured measured = new Measured(round, CpuTime.of(pid) - cpu);
    out.printf(
        "%-16s %,10.0f queries/s   %,10.0f deliveries/s   %3.0f %% full   node %.2f cores, %.0f"
            + " ns/delivery%n",
        sources,
        round.acceptance(),
        round.goodput(),
        100 * round.fullness(),
        measured.cpuNanos / (double) nanos,
        measured.nanosEach());
    out.flush();
    return measured;
  }
}
