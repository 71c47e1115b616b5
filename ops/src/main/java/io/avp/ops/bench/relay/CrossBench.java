package io.avp.ops.bench.relay;

import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What it costs that those who get a query are on another node than who asks: the same load on as
 * many virtual peers of one node, of a cluster, and on the yardstick, in turn.
 *
 * <p>All connections are leaves, and all four copies of a query go to leaves of one other virtual
 * peer. So each query is put to its region, passed on once, and copied there; the only difference
 * is whether a border between nodes lies in between.
 */
public final class CrossBench {
  private static final int WIDTH = 4;

  /** A cluster of three JVMs takes long until its compilers are done. */
  private static final int WARM_UPS = 8;

  private static final long SEED = 20_261_124;

  /** More queries than a leaf may ask, and room for a window: the rules stay as they are. */
  private static final String SETTINGS =
      """
      avp.gnutella.leaves-max = 2000
      avp.gnutella.rates.leaf-queries = 1000000
      avp.gnutella.rates.leaf-queries-burst = 1000000
      avp.gnutella.stream.send-queue = 4 MiB
      avp.mesh.queue = 16 MiB
      """;

  private final PrintWriter out;
  private final int rounds;
  private final long nanos;

  /**
   * A bench.
   *
   * @param rounds that count, after {@value #WARM_UPS} that do not
   * @param each length of a round of one relay
   */
  public CrossBench(PrintWriter out, int rounds, Duration each) {
    this.out = out;
    this.rounds = rounds;
    this.nanos = each.toNanos();
  }

  /** Runs a load on {@code nodes} nodes, 2 or more. */
  public Report run(RelayCase load, int nodes) throws InterruptedException {
    Report report = new Report("bench relay");
    FanOut fanOut = new FanOut(load.connections(), WIDTH, nodes);
    BenchWords words = BenchWords.choose(fanOut, QueryFrames.TEXT, new Random(SEED));
    try (NioRelayProcess relay = NioRelayProcess.start(fanOut);
        BenchNodes one = BenchNodes.start(SETTINGS, 1, nodes);
        BenchNodes many = BenchNodes.start(SETTINGS, nodes, 1);
        Contestant nio =
            Contestant.connect(
                "nio",
                List.of(relay.pid()),
                fanOut,
                words,
                QueryFrames.Hops.leaves(1),
                load.shape(),
                new NioRelayDialler(relay.port()));
        Contestant single = contestant("node", one, load, fanOut, words);
        Contestant cluster = contestant("cluster", many, load, fanOut, words)) {
      one.awaitHints(load.connections());
      many.awaitHints(load.connections());
      contest(load, nodes, List.of(nio, single, cluster), report);
    } catch (IOException e) {
      report.failure(load.key() + ": " + e.getMessage());
    }
    return report;
  }

  private static Contestant contestant(
      String name, BenchNodes relays, RelayCase load, FanOut fanOut, BenchWords words)
      throws IOException {
    List<HostAddress> peers = relays.peers();
    return Contestant.connect(
        name,
        relays.pids(),
        fanOut,
        words,
        QueryFrames.Hops.leaves(2),
        load.shape(),
        ServentDialler.leaves(i -> peers.get(fanOut.node(i)), words::tableFrames));
  }

  private void contest(RelayCase load, int nodes, List<Contestant> relays, Report report)
      throws IOException {
    double[] extra = new double[rounds];
    double[] ratio = new double[rounds];
    double[] plain = new double[rounds];
    long descriptors = 0;
    for (int r = -WARM_UPS; r < rounds; r++) {
      double[] cost = new double[relays.size()];
      for (int i = 0; i < cost.length; i++) {
        // Who goes first changes, so that what drifts on the machine hits all alike.
        int turn = Math.floorMod(r + i, cost.length);
        Contestant.Round round = relays.get(turn).run(nanos);
        cost[turn] = round.nanosEach();
        descriptors += r < 0 ? 0 : round.descriptors();
      }
      out.printf(
          "%-10s %-8s nio %6.0f ns   1 node %6.0f ns   %d nodes %6.0f ns   crossing %6.0f ns%n",
          load.key(),
          r < 0 ? "warm-up" : "round " + (r + 1),
          cost[0],
          cost[1],
          nodes,
          cost[2],
          cost[2] - cost[1]);
      out.flush();
      if (r >= 0) {
        plain[r] = cost[0];
        extra[r] = cost[2] - cost[1];
        ratio[r] = extra[r] / cost[0];
      }
    }
    report
        .figure(load.key() + "_nio", Figure.of(plain, "ns"))
        .figure(load.key() + "_crossing", Figure.of(extra, "ns"))
        .figure(load.key() + "_crossing_ratio", Figure.of(ratio, "x").must("<= 2.0").aim("<= 0.7"))
        .figure(load.key() + "_copies_checked", Figure.of(descriptors * WIDTH, "copies"));
  }
}
