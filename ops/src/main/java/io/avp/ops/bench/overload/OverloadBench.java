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
      Figure peak = peak(flood, node.pids().get(0), report);
      overload(flood, node, peak.value(), report);
      if (!flood.firstLoss().isEmpty()) {
        report.failure(flood.firstLoss());
      }
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }

  private Figure peak(Flood flood, long pid, Report report) throws IOException {
    double[] goodput = new double[PEAK_ROUNDS];
    double[] cost = new double[PEAK_ROUNDS];
    for (int i = -WARM_UPS; i < PEAK_ROUNDS; i++) {
      Measured waiting = run(flood, pid, "waiting sources", PEAK_NANOS, LoadShape.DENSE.window());
      if (i >= 0) {
        goodput[i] = waiting.round().goodput();
        cost[i] = waiting.nanosEach();
      }
    }
    flood.drain();
    Figure peak = Figure.of(goodput, "deliveries/s");
    report.figure("peak", peak).figure("peak_cpu", Figure.of(cost, "ns/delivery"));
    return peak;
  }

  private void overload(Flood flood, BenchNodes node, double peak, Report report)
      throws IOException, InterruptedException {
    long pid = node.pids().get(0);
    long heap = HeapLimit.of(JavaProcess.nodeFlags());
    long missing = flood.missing();
    long delivered = flood.delivered();
    Measured full = Measured.NONE;
    try (HeapWatch watch = new HeapWatch(node.api())) {
      flood.stopReading();
      run(flood, pid, "sockets fill", LOOK_NANOS, ALL);
      while (full.round().nanos() < time.toNanos()) {
        long left = time.toNanos() - full.round().nanos();
        full = full.plus(run(flood, pid, "full sockets", Math.min(LOOK_NANOS, left), ALL));
      }
      report.figure("heap_most", Figure.of(watch.most(), "bytes").must("<= " + heap));
    }
    flood.drain();
    missing = flood.missing() - missing;
    delivered = flood.delivered() - delivered;
    FloodRound all = full.round();
    report
        .figure("heap_left", Figure.of(JvmMemory.of(pid).live(), "bytes"))
        .figure(
            "resident_most",
            Figure.of(ResidentMemory.peakOf(pid), "bytes").must("<= " + (heap + BESIDE_HEAP)))
        .figure("overload", Figure.of(all.goodput(), "deliveries/s"))
        .figure("overload_cpu", Figure.of(full.nanosEach(), "ns/delivery"))
        .figure("accepted", Figure.of(all.acceptance(), "queries/s"))
        .figure("full_sockets", Figure.of(100 * all.fullness(), "% of looks").must(">= 90"))
        .figure("dropped", Figure.of(100.0 * missing / (delivered + missing), "%"))
        .figure("readers_lost", Figure.of(flood.lost(), "").must("= 0"))
        .figure(
            "goodput",
            Figure.of(all.goodput() / peak, "x of the peak").must(">= 0.9").aim(">= 0.97"));
  }

  private Measured run(Flood flood, long pid, String sources, long nanos, long window)
      throws IOException {
    long cpu = CpuTime.of(pid);
    FloodRound round = flood.run(nanos, window);
    Measured measured = new Measured(round, CpuTime.of(pid) - cpu);
    out.printf("%-16s %s%n", sources, measured.text());
    out.flush();
    return measured;
  }
}
