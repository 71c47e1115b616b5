package io.avp.ops.bench.relay;

import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.load.AllToAll;
import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A node beside any other ultrapeer that runs already, on the same work: four ultrapeers ask, ten
 * leaves get every query. First as fast as each can, then both at the same rate.
 *
 * @param address where it listens
 * @param pid its process
 */
public record PeerRow(HostAddress address, long pid) implements Row {
  private static final AllToAll FAN_OUT = new AllToAll(4, 10);

  /** Up to 1,600 open queries: what gtk-gnutella's largest send queue takes without dropping. */
  private static final LoadShape SATURATED = new LoadShape(40, 400);

  /**
   * A node keeps the routes of the last ten minutes, and no more than a quarter of them for one
   * neighbour: what four neighbours may ask, before they have to come anew.
   */
  private static final long MOST = 450_000;

  private static final LoadShape PACED = SATURATED.paced(5_000);

  @Override
  public String key() {
    return "peer";
  }

  @Override
  public int relays() {
    return 4;
  }

  @Override
  public void run(Contest contest, Report report) throws IOException, InterruptedException {
    BenchWords words = BenchWords.manyEach(FAN_OUT, new Random(SEED));
    try (BenchNodes nodes = BenchNodes.start(SETTINGS);
        Contestant peer =
            Contestant.connect(
                "peer",
                List.of(pid),
                FAN_OUT,
                words,
                QueryFrames.Hops.FOREIGN,
                new ServentDialler(i -> address, FAN_OUT::isSource, words::tableFrames));
        Contestant node = NodeRow.node(nodes, FAN_OUT, words, false)) {
      node.renew(MOST);
      node.watch();
      add("peer_saturated", contest, SATURATED, List.of(peer, node), report);
      add("peer_paced", contest, PACED, List.of(peer, node), report);
    }
  }

  private static void add(
      String key, Contest contest, LoadShape shape, List<Contestant> relays, Report report)
      throws IOException {
    Results results = contest.hold(key, shape, Round::nanosPerCopy, relays);
    NodeFigures.figure(report, key + "_node", results.of(1, Round::nanosPerCopy), "ns");
    NodeFigures.figure(report, key + "_peer", results.of(0, Round::nanosPerCopy), "ns");
    NodeFigures.figure(report, key + "_ratio", results.ratio(1, 0, Round::nanosPerCopy), "x");
    NodeFigures.figure(report, key + "_node_rate", results.of(1, Round::perSecond), "/s");
    NodeFigures.figure(report, key + "_peer_rate", results.of(0, Round::perSecond), "/s");
    NodeFigures.figure(report, key + "_node_p99", results.of(1, Round::highLatency), "us");
    NodeFigures.figure(report, key + "_peer_p99", results.of(0, Round::highLatency), "us");
    NodeFigures.figure(report, key + "_peer_lost", results.of(0, Round::lost), "%");
    NodeFigures.checked(key, results, report);
  }
}
