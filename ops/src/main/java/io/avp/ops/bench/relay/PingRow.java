package io.avp.ops.bench.relay;

import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.Flood;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.PingProbe;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.Ring;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * How long a ping takes that a node answers at once, while eight ultrapeers flood the node, in
 * writes of 64 KiB, with as much as it takes: on a link without anything else, on one over which a
 * copy of every query goes, and on one that takes less than is for it, {@value #SLOW} bytes per
 * second. Beside it what the first one takes while the node is idle. Queues are as they are
 * shipped: copies may be lost.
 */
public record PingRow() implements Row {
  private static final int CONNECTIONS = 8;
  private static final long SLOW = 1 << 20;

  /** More queries per second than any node takes. */
  private static final LoadShape FLOOD = LoadShape.offering(50_000_000);

  private static final long LOOK_NANOS = 100_000_000;

  /** Connections of the flood have smaller numbers. */
  private static final int FIRST_PROBE = 100;

  private static final List<String> LINKS = List.of("quiet_link", "loaded_link", "slow_link");

  @Override
  public String key() {
    return "pings";
  }

  @Override
  public int relays() {
    return 2;
  }

  @Override
  public void run(Contest contest, Report report) throws IOException, InterruptedException {
    Ring fanOut = new Ring(CONNECTIONS, WIDTH);
    BenchWords words = BenchWords.oneEach(fanOut, new Random(SEED));
    QueryFrames frames =
        new QueryFrames(new Random().nextLong(), words, QueryFrames.Hops.ULTRAPEERS);
    try (BenchNodes nodes = BenchNodes.start(LIMITS);
        Flood flood = new Flood(fanOut, frames, i -> true)) {
      HostAddress peer = nodes.peers().get(0);
      flood.open(new ServentDialler(i -> peer, i -> true, words::tableFrames));
      ServentDialler busy = new ServentDialler(i -> peer, i -> false, words::allFrames);
      try (FloodedNode node = new FloodedNode(contest.out(), flood, nodes.pids().get(0));
          PingProbe quiet =
              new PingProbe(ServentDialler.leaves(peer), FIRST_PROBE, Long.MAX_VALUE);
          PingProbe loaded = new PingProbe(busy, FIRST_PROBE + 1, Long.MAX_VALUE);
          PingProbe slow = new PingProbe(busy, FIRST_PROBE + 2, SLOW)) {
        List<PingProbe.Answers> idle = new ArrayList<>();
        for (int i = 0; i < contest.rounds(); i++) {
          idle.add(quiet.run(contest.nanos()));
        }
        add(key() + "_idle", idle, report);
        node.warmUp(contest.nanos(), FLOOD);
        List<List<PingProbe.Answers>> flooded = new ArrayList<>();
        for (int i = 0; i < contest.rounds(); i++) {
          flooded.add(round(node, List.of(quiet, loaded, slow), contest.nanos()));
        }
        for (int i = 0; i < LINKS.size(); i++) {
          int link = i;
          add(
              key() + "_" + LINKS.get(i),
              flooded.stream().map(round -> round.get(link)).toList(),
              report);
        }
      }
      if (!flood.firstLoss().isEmpty()) {
        throw new IOException(flood.firstLoss());
      }
    }
  }

  /** All links at once, each on a thread of its own; the flood lasts until all are answered. */
  private static List<PingProbe.Answers> round(FloodedNode node, List<PingProbe> probes, long nanos)
      throws IOException, InterruptedException {
    List<FutureTask<PingProbe.Answers>> tasks =
        probes.stream().map(probe -> new FutureTask<>(() -> probe.run(nanos))).toList();
    for (FutureTask<PingProbe.Answers> task : tasks) {
      new Thread(task, "probe").start();
    }
    node.run("flood", nanos, FLOOD);
    while (!tasks.stream().allMatch(FutureTask::isDone)) {
      node.flood().run(LOOK_NANOS, FLOOD);
    }
    List<PingProbe.Answers> all = new ArrayList<>();
    for (FutureTask<PingProbe.Answers> task : tasks) {
      try {
        all.add(task.get());
      } catch (ExecutionException e) {
        throw new IOException("pings: " + e.getCause().getMessage(), e);
      }
    }
    return all;
  }

  private static void add(String key, List<PingProbe.Answers> rounds, Report report) {
    NodeFigures.figure(report, key + "_p50", micros(rounds, 0.5), "us");
    NodeFigures.figure(report, key + "_p99", micros(rounds, 0.99), "us");
    NodeFigures.figure(
        report, key + "_lost", rounds.stream().mapToDouble(PingProbe.Answers::lost).toArray(), "");
  }

  private static double[] micros(List<PingProbe.Answers> rounds, double share) {
    return rounds.stream()
        .mapToDouble(answers -> answers.latencies().percentile(share) / 1e3)
        .toArray();
  }
}
