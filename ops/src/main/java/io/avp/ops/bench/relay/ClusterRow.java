package io.avp.ops.bench.relay;

import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.Ring;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * What it costs that virtual peers are on several nodes: the same load on as many virtual peers of
 * one node, of a cluster, and on the yardstick, in turn. All connections are leaves, so each query
 * is put to its region.
 *
 * @param key beginning of the keys of its figures
 * @param fanOut who gets what, on which node
 * @param passes relays that a copy passes
 * @param shape how the load comes
 * @param crossing true if the price of a border between nodes is told, as a multiple of the
 *     yardstick's cost; false if that of the whole, as a multiple of what it is on one node
 */
public record ClusterRow(String key, Ring fanOut, int passes, LoadShape shape, boolean crossing)
    implements Row {
  /**
   * All copies of a query go to leaves of one other virtual peer: each is passed on once and copied
   * there; the only difference is whether a border between nodes lies in between.
   *
   * @param connections altogether, at least; as many on each node
   * @param nodes 2 or more
   */
  public static ClusterRow crossing(int connections, int nodes, Shape shape) {
    int all = Math.max((connections + nodes - 1) / nodes, WIDTH) * nodes;
    return new ClusterRow(
        key("crossing", nodes, shape), Ring.crossing(all, WIDTH, nodes), 2, shape.load(), true);
  }

  /**
   * All copies of a query go to leaves of the virtual peer that it came to.
   *
   * @param connections altogether, at least; as many on each node, and so many that none comes near
   *     the share of the routes that one neighbour may hold
   */
  public static ClusterRow spread(int connections, int nodes, Shape shape) {
    int all = Math.max((connections + nodes - 1) / nodes, 2 * WIDTH) * nodes;
    return new ClusterRow(
        key("spread", nodes, shape), Ring.local(all, WIDTH, nodes), 1, shape.load(), false);
  }

  /** Else it is kept that nobody answers a query, and the next one like it goes nowhere. */
  private static final String ALWAYS_ASKED =
      """
      avp.cache.positive = 0
      avp.cache.negative = 0
      """;

  private static String key(String what, int nodes, Shape shape) {
    return what + "_" + nodes + (shape == Shape.dense ? "" : "_" + shape);
  }

  @Override
  public int relays() {
    return 3;
  }

  @Override
  public void run(Contest contest, Report report) throws IOException, InterruptedException {
    BenchWords words = BenchWords.oneEach(fanOut, new Random(SEED));
    String settings = crossing ? SETTINGS + ALWAYS_ASKED : SETTINGS;
    try (NioRelayProcess relay = NioRelayProcess.start(fanOut, false);
        BenchNodes one = BenchNodes.start(settings, 1, fanOut.nodes());
        BenchNodes many = BenchNodes.start(settings, fanOut.nodes(), 1);
        Contestant nio =
            NodeRow.yardstick(relay, fanOut, words, QueryFrames.Hops.leaves(1), false);
        Contestant single = contestant("1 node", one, words);
        Contestant cluster = contestant(fanOut.nodes() + " nodes", many, words)) {
      one.awaitHints(fanOut.connections());
      many.awaitHints(fanOut.connections());
      nio.watch();
      single.watch();
      cluster.watch();
      try {
        add(contest.hold(key, shape, Round::nanosEach, List.of(nio, single, cluster)), report);
      } catch (IOException e) {
        throw new IOException(e.getMessage() + "; counted: " + counted(many, e), e);
      }
    }
  }

  private static String counted(BenchNodes nodes, IOException why) throws InterruptedException {
    try {
      return nodes.losses();
    } catch (IOException e) {
      why.addSuppressed(e);
      return "unknown, a node does not answer";
    }
  }

  private Contestant contestant(String name, BenchNodes nodes, BenchWords words)
      throws IOException {
    List<HostAddress> peers = nodes.peers();
    return Contestant.connect(
        name,
        nodes.pids(),
        fanOut,
        words,
        QueryFrames.Hops.leaves(passes),
        new ServentDialler(i -> peers.get(fanOut.node(i)), i -> false, words::tableFrames));
  }

  private void add(Results results, Report report) {
    NodeFigures.figure(report, key + "_nio", results.of(0, Round::nanosEach), "ns");
    NodeFigures.figure(report, key + "_one_node", results.of(1, Round::nanosEach), "ns");
    NodeFigures.figure(report, key + "_cluster", results.of(2, Round::nanosEach), "ns");
    NodeFigures.figure(report, key + "_cluster_rate", results.of(2, Round::perSecond), "/s");
    double[] ratio = results.ratio(2, 1, Round::nanosEach);
    if (crossing) {
      ratio = results.difference(2, 1, Round::nanosEach);
      NodeFigures.figure(report, key + "_extra", ratio.clone(), "ns");
      double[] plain = results.of(0, Round::nanosEach);
      for (int i = 0; i < ratio.length; i++) {
        ratio[i] /= plain[i];
      }
    }
    NodeFigures.figure(report, key + "_ratio", ratio, "x");
    NodeFigures.checked(key, results, report);
  }
}
