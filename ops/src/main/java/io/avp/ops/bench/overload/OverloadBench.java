package io.avp.ops.bench.overload;

import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Flood;
import io.avp.ops.bench.load.FloodRound;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.bench.memory.HeapUse;
import io.avp.ops.bench.memory.JvmMemory;
import io.avp.ops.bench.memory.ResidentMemory;
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
    FanOut fanOut = new FanOut(CONNECTIONS, WIDTH);
    BenchWords words = BenchWords.choose(fanOut, QueryFrames.TEXT, new Random(SEED));
    QueryFrames frames =
        new QueryFrames(new Random().nextLong(), words.words(), QueryFrames.Hops.ULTRAPEERS);
    try (BenchNodes node = BenchNodes.start(SETTINGS);
        Flood flood = new Flood(fanOut, frames, i -> i % SLOW == SLOW - 1)) {
      flood.open(ServentDialler.ultrapeers(node.peers().get(0), words::tableFrames));
      double peak = peak(flood);
      overload(flood, node.pids().get(0), peak, report);
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }

  private double peak(Flood flood) throws IOException {
    double peak = 0;
    for (int i = 1; i <= PEAK_ROUNDS; i++) {
      FloodRound round = flood.run(PEAK_NANOS, LoadShape.DENSE.window());
      peak = Math.max(peak, round.goodput());
      say(
          "waiting sources   %,10.0f queries/s   %,10.0f deliveries/s",
          round.acceptance(), round.goodput());
    }
    flood.drain();
    return peak;
  }

  private void overload(Flood flood, long pid, double peak, Report report)
      throws IOException, InterruptedException {
    long most = HeapUse.most(JavaProcess.nodeFlags());
    long missingBefore = flood.missing();
    flood.stopReading();
    FloodRound all = new FloodRound(0, 0, 0);
    long heap = 0;
    while (all.nanos() < time.toNanos()) {
      FloodRound round =
          flood.run(Math.min(LOOK_NANOS, time.toNanos() - all.nanos()), Long.MAX_VALUE);
      all = all.plus(round);
      long now = HeapUse.of(pid);
      heap = Math.max(heap, now);
      say(
          "full sockets      %,10.0f queries/s   %,10.0f deliveries/s   heap %,d   resident %,d",
          round.acceptance(), round.goodput(), now, ResidentMemory.of(pid));
    }
    flood.drain();
    long missing = flood.missing() - missingBefore;
    report
        .figure("peak", Figure.of(peak, "deliveries/s"))
        .figure("overload", Figure.of(all.goodput(), "deliveries/s"))
        .figure("accepted", Figure.of(all.acceptance(), "queries/s"))
        .figure("goodput", Figure.of(all.goodput() / peak, "x").must(">= 0.9").aim(">= 0.97"))
        .figure("dropped", Figure.of(100.0 * missing / (all.delivered() + missing), "%"))
        .figure("readers_lost", Figure.of(flood.lost(), "").must("= 0"))
        .figure("heap_most", Figure.of(heap, "bytes").must("<= " + most))
        .figure("heap_left", Figure.of(JvmMemory.of(pid).live(), "bytes"))
        .figure(
            "resident_most",
            Figure.of(ResidentMemory.peakOf(pid), "bytes").must("<= " + (most + BESIDE_HEAP)));
    if (!flood.firstLoss().isEmpty()) {
      report.failure(flood.firstLoss());
    }
  }

  private void say(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
