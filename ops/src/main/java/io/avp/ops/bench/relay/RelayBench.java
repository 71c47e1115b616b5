package io.avp.ops.bench.relay;

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

/** Runs node and yardstick in turn, under the same load, in the same minutes. */
public final class RelayBench {
  private static final int WIDTH = 4;
  private static final int WARM_UPS = 2;
  private static final long SEED = 20_261_124;

  /** More queries than any servent may ask, and room for a window: the rules stay as they are. */
  private static final String SETTINGS =
      """
      avp.gnutella.ultrapeers-max = 1000
      avp.gnutella.rates.ultrapeer-queries = 1000000
      avp.gnutella.rates.ultrapeer-queries-burst = 1000000
      avp.gnutella.stream.send-queue = 4 MiB
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
  public RelayBench(PrintWriter out, int rounds, Duration each) {
    this.out = out;
    this.rounds = rounds;
    this.nanos = each.toNanos();
  }

  /** Runs one case and adds its figures. */
  private void run(RelayCase load, Report report) throws IOException, InterruptedException {
    FanOut fanOut = new FanOut(load.connections(), WIDTH);
    BenchWords words = BenchWords.choose(fanOut, QueryFrames.TEXT, new Random(SEED));
    try (NioRelayProcess relay = NioRelayProcess.start(fanOut);
        BenchNodes node = BenchNodes.start(SETTINGS);
        Contestant nio =
            Contestant.connect(
                "nio",
                List.of(relay.pid()),
                fanOut,
                words,
                QueryFrames.Hops.ULTRAPEERS,
                load.shape(),
                new NioRelayDialler(relay.port()));
        Contestant avp =
            Contestant.connect(
                "node",
                node.pids(),
                fanOut,
                words,
                QueryFrames.Hops.ULTRAPEERS,
                load.shape(),
                ServentDialler.ultrapeers(node.peers().get(0), i -> words.tableFrames(i)))) {
      contest(load, nio, avp, report);
    }
  }

  private void contest(RelayCase load, Contestant nio, Contestant avp, Report report)
      throws IOException {
    double[] node = new double[rounds];
    double[] plain = new double[rounds];
    double[] ratio = new double[rounds];
    long descriptors = 0;
    for (int r = -WARM_UPS; r < rounds; r++) {
      // Who goes first changes, so that what drifts on the machine hits both alike.
      boolean nioFirst = (r & 1) == 0;
      Contestant.Round first = (nioFirst ? nio : avp).run(nanos);
      Contestant.Round second = (nioFirst ? avp : nio).run(nanos);
      Contestant.Round ofNio = nioFirst ? first : second;
      Contestant.Round ofNode = nioFirst ? second : first;
      double times = ofNode.nanosEach() / ofNio.nanosEach();
      out.printf(
          "%-10s %-8s node %8.0f ns x %,10d   nio %8.0f ns x %,10d   node/nio %.2f%n",
          load.key(),
          r < 0 ? "warm-up" : "round " + (r + 1),
          ofNode.nanosEach(),
          ofNode.descriptors(),
          ofNio.nanosEach(),
          ofNio.descriptors(),
          times);
      out.flush();
      if (r >= 0) {
        node[r] = ofNode.nanosEach();
        plain[r] = ofNio.nanosEach();
        ratio[r] = times;
        descriptors += ofNode.descriptors() + ofNio.descriptors();
      }
    }
    report
        .figure(load.key() + "_node", Figure.of(node, "ns"))
        .figure(load.key() + "_nio", Figure.of(plain, "ns"))
        .figure(load.key() + "_ratio", Figure.of(ratio, "x").must(load.must()))
        .figure(load.key() + "_copies_checked", Figure.of(descriptors * WIDTH, "copies"));
  }

  /** Runs several cases, one after the other. */
  public Report run(List<RelayCase> cases) throws InterruptedException {
    Report report = new Report("bench relay");
    for (RelayCase load : cases) {
      try {
        run(load, report);
      } catch (IOException e) {
        report.failure(load.key() + ": " + e.getMessage());
      }
    }
    return report;
  }
}
