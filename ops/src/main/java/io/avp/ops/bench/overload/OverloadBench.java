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
import java.util.Arrays;
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
    double[] peak = peak(flood, pid);
    long missing = flood.missing();
    try (HeapWatch watch = new HeapWatch(node.api())) {
      flood.stopReading();
      FloodRound all = overload(flood, pid);
      flood.drain();
      missing = flood.missing() - missing;
      report
          .figure("peak", Figure.of(peak, "deliveries/s"))
          .figure("overload", Figure.of(all.goodput(), "deliveries/s"))
          .figure("accepted", Figure.of(all.acceptance(), "queries/s"))
          .figure(
              "goodput",
              Figure.of(all.goodput() / Arrays.stream(peak).max().orElseThrow(), "x of the peak")
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

  private double[] peak(Flood flood, long pid) throws IOException {
    double[] goodput = new double[PEAK_ROUNDS];
    for (int i = -WARM_UPS; i < PEAK_ROUNDS; i++) {
      long cpu = CpuTime.of(pid);
      FloodRound round = flood.run(PEAK_NANOS, LoadShape.DENSE.window());
      say("waiting sources", round, CpuTime.of(pid) - cpu);
      if (i >= 0) {
        goodput[i] = round.goodput();
      }
    }
    flood.drain();
    return goodput;
  }

  private FloodRound overload(Flood flood, long pid) throws IOException {
    FloodRound all = new FloodRound(0, 0, 0);
    while (all.nanos() < time.toNanos()) {
      long cpu = CpuTime.of(pid);
      FloodRound round =
          flood.run(Math.min(LOOK_NANOS, time.toNanos() - all.nanos()), Long.MAX_VALUE);
      all = all.plus(round);
      say("full sockets", round, CpuTime.of(pid) - cpu);
    }
    return all;
  }

  private void say(String sources, FloodRound round, long cpuNanos) {
    out.printf(
        "%-16s %,10.0f queries/s   %,10.0f deliveries/s   node %.2f cores, %.0f ns/delivery%n",
        sources,
        round.acceptance(),
        round.goodput(),
        cpuNanos / (double) round.nanos(),
        cpuNanos / (double) round.delivered());
    out.flush();
  }
}
