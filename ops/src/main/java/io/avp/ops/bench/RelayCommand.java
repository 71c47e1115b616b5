package io.avp.ops.bench;

import io.avp.ops.bench.relay.CrossBench;
import io.avp.ops.bench.relay.RelayBench;
import io.avp.ops.bench.relay.RelayCase;
import io.avp.ops.report.Figures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp bench relay}. */
@Command(
    name = "relay",
    description = {
      "CPU time per relayed query of a node, beside a plain NIO relay with one selector that does",
      "the same work: frames cut, message ids known, TTL and hops patched, four copies. Both run"
          + " in",
      "JVMs of their own under the same load, in turn; every copy is checked byte by byte."
    },
    mixinStandardHelpOptions = true)
final class RelayCommand implements Callable<Integer> {
  /** How the load comes. */
  enum Shape {
    dense,
    sparse
  }

  @Mixin private Figures figures;

  @Option(
      names = "--conns",
      paramLabel = "N",
      description = "Connections, 8 to 2000 (the node takes 1000). Default: 8 dense, 256 sparse.")
  private Integer connections;

  @Option(
      names = "--shape",
      description = {
        "dense: writes of 64 KiB; sparse: one query per write.",
        "Default: dense up to 32 connections."
      })
  private Shape shape;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "2 or 3: what a query costs more, on all nodes together, if those who get it are on"
            + " another",
        "node than who asks, and not only at another virtual peer of one node. 1."
      })
  private int nodes;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of each round of each relay, 1 to 60. 4.")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "After those of warm-up, 1 to 50. 5.")
  private int rounds;

  @Override
  public Integer call() throws InterruptedException {
    figures.check("--seconds", seconds, 1, 60);
    figures.check("--rounds", rounds, 1, 50);
    if (connections != null) {
      figures.check("--conns", connections, 8, 2000);
    }
    figures.check("--nodes", nodes, 1, 3);
    if (nodes > 1) {
      return figures.print(
          new CrossBench(figures.out(), rounds, Duration.ofSeconds(seconds))
              .run(crossing(), nodes));
    }
    RelayBench bench = new RelayBench(figures.out(), rounds, Duration.ofSeconds(seconds));
    return figures.print(bench.run(cases()));
  }

  /** As many connections on each node. */
  private RelayCase crossing() {
    int each = ((connections == null ? 8 : connections) + nodes - 1) / nodes;
    int all = Math.max(each, 4) * nodes;
    return shape == Shape.sparse ? RelayCase.sparse(all) : RelayCase.dense(all);
  }

  private List<RelayCase> cases() {
    if (connections == null && shape == null) {
      return List.of(RelayCase.DENSE, RelayCase.SPARSE);
    }
    if (connections == null) {
      return List.of(shape == Shape.dense ? RelayCase.DENSE : RelayCase.SPARSE);
    }
    if (shape == null) {
      return List.of(RelayCase.of(connections));
    }
    return List.of(
        shape == Shape.dense ? RelayCase.dense(connections) : RelayCase.sparse(connections));
  }
}
