package io.avp.ops.bench;

import io.avp.ops.bench.relay.ClusterRow;
import io.avp.ops.bench.relay.NodeRow;
import io.avp.ops.bench.relay.PingRow;
import io.avp.ops.bench.relay.RelayBench;
import io.avp.ops.bench.relay.Row;
import io.avp.ops.bench.relay.Shape;
import io.avp.ops.report.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code avp bench relay}. */
@Command(
    name = "relay",
    description = {
      "CPU time per relayed query of a node, beside that of a plain NIO relay.",
      "The plain relay has one selector and does the same work: frames cut, message ids known, TTL"
          + " and hops patched, four copies. Both run in JVMs of their own under the same load, in"
          + " turn; every copy is checked byte by byte. "
          + RelayBench.RULES
          + " Without options: 8 connections dense, 256 sparse."
    },
    mixinStandardHelpOptions = true)
final class RelayCommand implements Callable<Integer> {
  private static final int FEW = 8;

  @Mixin private Figures figures;

  @Option(
      names = "--conns",
      paramLabel = "N",
      description =
          "Connections, 8 to 2000; above 1000 every tenth sends. Default: 8 dense, 64 mid, 256 "
              + "sparse.")
  private Integer connections;

  @Option(
      names = "--shape",
      description =
          "dense: writes of 64 KiB; mid: four queries per write; sparse: one query per write. "
              + "Default: dense up to 32 connections, mid up to 128.")
  private Shape shape;

  @Option(
      names = "--inflight",
      paramLabel = "N",
      description =
          "Latency: 8 connections, one query per write, no more than N queries on their way "
              + "altogether, 1 to 10000.")
  private Integer inFlight;

  @Option(
      names = "--deflate",
      description =
          "Links of ultrapeers are compressed both ways, as they are between real ones; the plain "
              + "relay then does that, too. Rows of one node only.")
  private boolean deflate;

  @Option(
      names = "--pings",
      description =
          "How long a ping takes that is answered at once, while eight ultrapeers flood the node, "
              + "beside what it takes while the node is idle.")
  private boolean pings;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "2 or 3: what a query costs more, on all nodes together, if those who get it are on"
              + " another node than who asks, and not only at another virtual peer of one node. 3:"
              + " also what it costs if they are on the same, beside the same load on one node. 1.")
  private int nodes;

  @Option(
      names = "--all",
      description = "Every row of the table; that of another ultrapeer only if --peer names one.")
  private boolean all;

  @ArgGroup(exclusive = false)
  private OtherPeer peer;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Of each round of each relay, 1 to 60. 4, or 2 with --all.")
  private Integer seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "After those of warm-up, 1 to 50. 5.")
  private int rounds;

  @Override
  public Integer call() throws InterruptedException {
    int length = seconds == null ? all ? 2 : 4 : seconds;
    figures.check("--seconds", length, 1, 60);
    figures.check("--rounds", rounds, 1, 50);
    figures.check("--nodes", nodes, 1, 3);
    if (connections != null) {
      figures.check("--conns", connections, 8, 2000);
    }
    if (inFlight != null) {
      figures.check("--inflight", inFlight, 1, 10_000);
    }
    boolean chosen = connections != null || shape != null;
    boolean several = chosen || nodes > 1;
    long fixed = Stream.of(all, pings, inFlight != null).filter(one -> one).count();
    if (fixed > 1 || fixed == 1 && several) {
      throw new ParameterException(
          spec.commandLine(), "--all, --pings and --inflight say how many connections and nodes");
    }
    boolean onlyPeer = peer != null && !chosen && inFlight == null;
    if (deflate && (all || pings || nodes > 1 || onlyPeer)) {
      throw new ParameterException(
          spec.commandLine(), "--deflate goes with rows of one node beside the plain relay");
    }
    if (peer != null) {
      peer.check(spec.commandLine());
    }
    if (all && peer == null) {
      figures.out().println("without the row of another ultrapeer: --peer and --pid name one");
    }
    return figures.print(
        new RelayBench(figures.out(), rounds, Duration.ofSeconds(length)).run(rows()));
  }

  /** What is to be run, in this order. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    if (all) {
      rows.addAll(table());
    } else if (nodes > 1) {
      rows.addAll(cluster());
    } else if (pings) {
      rows.add(new PingRow());
    } else if (inFlight != null) {
      rows.add(compressed(NodeRow.inFlight(inFlight)));
    } else if (connections != null || shape != null) {
      rows.add(node());
    } else if (peer == null) {
      rows.add(compressed(NodeRow.of(8, Shape.dense)));
      rows.add(compressed(NodeRow.of(256, Shape.sparse)));
    }
    if (peer != null) {
      rows.add(peer.row());
    }
    return rows;
  }

  private static List<Row> table() {
    return List.of(
        NodeRow.of(8, Shape.dense),
        NodeRow.of(8, Shape.dense).deflated(),
        NodeRow.of(64, Shape.mid),
        NodeRow.of(256, Shape.sparse),
        NodeRow.of(2000, Shape.sparse),
        NodeRow.inFlight(8),
        new PingRow(),
        ClusterRow.crossing(FEW, 2, Shape.dense),
        ClusterRow.spread(FEW, 3, Shape.dense));
  }

  private Row node() {
    int count = connections == null ? shape.connections() : connections;
    return compressed(NodeRow.of(count, shape == null ? Shape.of(count) : shape));
  }

  private NodeRow compressed(NodeRow row) {
    return deflate ? row.deflated() : row;
  }

  private List<Row> cluster() {
    int count = connections == null ? FEW : connections;
    Shape how = shape == null ? Shape.dense : shape;
    Row crossing = ClusterRow.crossing(count, nodes, how);
    return nodes < 3 ? List.of(crossing) : List.of(crossing, ClusterRow.spread(count, nodes, how));
  }
}
