package io.avp.ops.bench.relay;

import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.Ring;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.bench.memory.JvmMemory;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A node beside the yardstick. Those who send are ultrapeers. Up to 1,000 connections all send;
 * above that every tenth does, and the others are leaves.
 *
 * <p>Memory per connection is what the node takes more when all are open, have sent their tables,
 * and are still idle; with few of them it is mostly that of code that was loaded for the first.
 *
 * @param key beginning of the keys of its figures
 * @param connections 8 to 2000
 * @param shape how the load comes
 * @param deflate true if connections of ultrapeers are compressed both ways, those of the plain
 *     relay, too
 */
public record NodeRow(String key, int connections, LoadShape shape, boolean deflate)
    implements Row {
  private static final int ALL_SEND = 1000;
  private static final int TENTH = 10;
  private static final int FEW = 8;

  /** A number of connections and a shape. */
  public static NodeRow of(int connections, Shape shape) {
    return new NodeRow(shape + "_" + connections, connections, shape.load(), false);
  }

  /** Eight connections with so many queries on their way altogether: latency counts. */
  public static NodeRow inFlight(int queries) {
    return new NodeRow("inflight_" + queries, FEW, LoadShape.inFlight(queries), false);
  }

  /** The same with compressed connections, as they are between real ultrapeers. */
  public NodeRow deflated() {
    return new NodeRow(key + "_deflate", connections, shape, true);
  }

  @Override
  public int relays() {
    return 2;
  }

  private Ring fanOut() {
    return connections <= ALL_SEND
        ? new Ring(connections, WIDTH)
        : Ring.quiet(connections / TENTH * TENTH, WIDTH, TENTH);
  }

  @Override
  public void run(Contest contest, Report report) throws IOException, InterruptedException {
    Ring fanOut = fanOut();
    BenchWords words = BenchWords.oneEach(fanOut, new Random(SEED));
    try (NioRelayProcess relay = NioRelayProcess.start(fanOut, deflate);
        BenchNodes nodes = BenchNodes.start(SETTINGS);
        Contestant nio = yardstick(relay, fanOut, words, QueryFrames.Hops.ULTRAPEERS, deflate)) {
      JvmMemory before = JvmMemory.of(nodes.pids().get(0));
      try (Contestant node = node(nodes, fanOut, words, deflate)) {
        JvmMemory after = JvmMemory.of(nodes.pids().get(0));
        nio.watch();
        node.watch();
        Results results = contest.hold(key, shape, Round::nanosEach, List.of(nio, node));
        report
            .figure(key + "_heap_per_connection", each(fanOut, after.live() - before.live()))
            .figure(
                key + "_rss_per_connection", each(fanOut, after.resident() - before.resident()));
        NodeFigures.add(key, results, report);
      }
    }
  }

  /** The yardstick with a load. */
  static Contestant yardstick(
      NioRelayProcess relay,
      FanOut fanOut,
      BenchWords words,
      QueryFrames.Hops hops,
      boolean deflate)
      throws IOException {
    return Contestant.connect(
        "nio",
        List.of(relay.pid()),
        fanOut,
        words,
        hops,
        new NioRelayDialler(relay.port(), i -> deflate && fanOut.isSource(i)));
  }

  /** The first virtual peer of a node with a load of ultrapeers that ask. */
  static Contestant node(BenchNodes nodes, FanOut fanOut, BenchWords words, boolean deflate)
      throws IOException {
    HostAddress peer = nodes.peers().get(0);
    ServentDialler plain = new ServentDialler(i -> peer, fanOut::isSource, words::tableFrames);
    return Contestant.connect(
        "node",
        nodes.pids(),
        fanOut,
        words,
        QueryFrames.Hops.ULTRAPEERS,
        deflate ? plain.deflating() : plain);
  }

  private static Figure each(Ring fanOut, long bytes) {
    return Figure.of(bytes / (double) fanOut.connections(), "bytes");
  }
}
