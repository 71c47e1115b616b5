package io.avp.ops.bench.overload;

import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Flood;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.Ring;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.bench.memory.JvmMemory;
import io.avp.ops.bench.memory.ResidentMemory;
import io.avp.ops.bench.relay.FloodedNode;
import io.avp.ops.bench.relay.Measured;
import io.avp.ops.process.JavaProcess;
import io.avp.ops.process.NodeApi;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * First the most that a node delivers, then what it delivers when its sources have more than four
 * times as much for it, then the first once more, as a machine that others use, too, is not as fast
 * all the time: the peak is the higher one.
 *
 * <p>Every eighth member is a leaf that does not read, in both; copies count that come to the
 * others, which are the sources, too. So the two differ only in how much is offered. What the
 * node's sockets take is accepted, the rest waits in front of them: a node that can carry no more
 * holds its neighbours back by TCP.
 *
 * <p>A run says nothing in which the load generator was the limit, not the node: neither at the
 * peak nor under overload may the node use less than {@value #BUSY} processors, and what is offered
 * is what was sent or kept from being sent.
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

  private static final long LOOK_NANOS = 5_000_000_000L;

  /** As many times as it carries must be offered. */
  private static final int TIMES = 4;

  /** So many times are due, as the peak may turn out higher afterwards. */
  private static final int DUE = 5;

  /** A node has one I/O shard per two processors, which does nearly all; measured in cores. */
  private static final double BUSY = 0.9;

  /** A peak that is exceeded by more, as a multiple of it, was none. */
  private static final double FOUND = 1.1;

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
    try (BenchNodes nodes = BenchNodes.start(SETTINGS);
        Flood flood = new Flood(fanOut, frames, OverloadBench::reads)) {
      flood.open(
          new ServentDialler(i -> nodes.peers().get(0), OverloadBench::reads, words::tableFrames));
      try (FloodedNode node = new FloodedNode(out, flood, nodes.pids().get(0))) {
        overload(node, nodes.api(), report);
      }
      if (!flood.firstLoss().isEmpty()) {
        report.failure(flood.firstLoss());
      }
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }

  private void overload(FloodedNode node, NodeApi api, Report report)
      throws IOException, InterruptedException {
    PeakSearch search = new PeakSearch(node);
    search.warmUp();
    search.tryAll();
    LoadShape shape = LoadShape.offering((int) Math.ceil(DUE * search.carried()));
    Flood flood = node.flood();
    long before = JvmMemory.of(node.pid()).live();
    long missing = flood.missing();
    long delivered = flood.delivered();
    node.run("sockets fill", LOOK_NANOS, shape);
    Measured full = Measured.NONE;
    while (full.round().nanos() < time.toNanos()) {
      long left = time.toNanos() - full.round().nanos();
      full = full.plus(node.run("overload", Math.min(LOOK_NANOS, left), shape));
    }
    long live = liveHeap(node, shape);
    flood.drain();
    missing = flood.missing() - missing;
    delivered = flood.delivered() - delivered;
    search.tryAll();
    report
        .figure("heap_before", Figure.of(before, "bytes"))
        .figure("heap_overload", Figure.of(live, "bytes"))
        .figure(
            "heap_growth",
            Figure.of(live - before, "bytes").must("<= " + CONNECTIONS * PER_CONNECTION))
        .figure(
            "resident_most",
            Figure.of(ResidentMemory.peakOf(node.pid()), "bytes")
                .must("<= " + (HeapLimit.of(JavaProcess.nodeFlags()) + BESIDE_HEAP)))
        .figure("dropped", Figure.of(100.0 * missing / (delivered + missing), "%"))
        .figure("readers_lost", Figure.of(flood.lost(), "").must("= 0"))
        .figure(
            "slow_held", Figure.of(api.metric("avp_leaves"), "").must("= " + CONNECTIONS / SLOW));
    compare(search.peak(), search.carried(), full, report);
  }

  /** Holds what was delivered against the peak, if both say something about the node. */
  static void compare(Level peak, double carried, Measured full, Report report) {
    double goodput = full.round().goodput() / peak.goodput().value();
    report
        .figure("peak", peak.goodput())
        .figure("peak_carried", Figure.of(carried, "queries/s"))
        .figure("peak_cpu", peak.cpu())
        .figure("peak_cores", peak.cores().must(">= " + BUSY))
        .figure("overload", Figure.of(full.round().goodput(), "deliveries/s"))
        .figure("overload_cpu", Figure.of(full.nanosEach(), "ns/delivery"))
        .figure("overload_cores", Figure.of(full.cores(), "cores").must(">= " + BUSY))
        .figure(
            "offered",
            Figure.of(full.round().offer() / carried, "x of peak_carried").must(">= " + TIMES))
        .figure("accepted", Figure.of(full.round().acceptance(), "queries/s"))
        .figure("goodput", Figure.of(goodput, "x of the peak").must(">= 0.9").aim(">= 0.97"));
    if (Math.min(peak.cores().value(), full.cores()) < BUSY) {
      report.failure(
          "the load generator did not bring the node to "
              + BUSY
              + " of a processor, so this is not what the node can do: other programs had the"
              + " machine, or it has no second processor for the load; repeat it");
    }
    if (goodput > FOUND) {
      report.failure("the overload delivered more than the peak, so that was none; repeat it");
    }
  }

  /** What lives in the heap of a node while the load goes on: it must not rest for the look. */
  private static long liveHeap(FloodedNode node, LoadShape shape)
      throws IOException, InterruptedException {
    FutureTask<Long> look = new FutureTask<>(() -> JvmMemory.of(node.pid()).live());
    new Thread(look, "heap-look").start();
    while (!look.isDone()) {
      node.run("the heap is told", LOOK_NANOS, shape);
    }
    try {
      return look.get();
    } catch (ExecutionException e) {
      throw new IOException("the heap cannot be told: " + e.getCause().getMessage(), e);
    }
  }
}
