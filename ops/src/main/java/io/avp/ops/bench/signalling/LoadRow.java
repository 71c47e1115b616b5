package io.avp.ops.bench.signalling;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.ops.bench.relay.CpuTime;
import io.avp.ops.bench.relay.JvmWatches;
import io.avp.ops.bench.relay.WarmUpRule;
import io.avp.ops.demo.Accounting;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.Members;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What answering from knowledge takes and holds: processor time of all nodes for a question with
 * one to ten matches, memory, and how evenly virtual peers and nodes are loaded.
 *
 * <p>Half of the time nobody asks: what the nodes take then is told, and not subtracted.
 */
final class LoadRow {
  private static final int PER_SECOND = 3000;
  private static final double MOST_MICROS = 30;
  private static final double MOST_PER_HIT = 2;
  private static final double MEGABYTE = 1e6;
  private static final double THOUSAND = 1000;

  /** Files of a member that the goals speak of. */
  private static final double FILES_EACH = 70;

  private final PrintWriter out;
  private final Stage stage;
  private final Members members;
  private final SplittableRandom random;
  private final List<String> texts;
  private final SignallingSettings settings;
  private final int seconds;

  LoadRow(PrintWriter out, Stage stage, SignallingSettings settings) {
    this.out = out;
    this.stage = stage;
    this.settings = settings;
    members = stage.members();
    random = new SplittableRandom(settings.seed() + 5);
    seconds = Math.max(2, settings.seconds() / 6);
    texts =
        stage.texts().entrySet().stream()
            .filter(text -> Matches.FEW.has(text.getValue()))
            .map(Map.Entry::getKey)
            .toList();
  }

  void run(Report report) throws IOException, InterruptedException {
    memory(report);
    warmUp();
    Books before = stage.quiet();
    List<JsonNode> peers = stage.realm().peerViews();
    long hits = members.traffic().hitsReceived();
    long idle = cpu();
    TimeUnit.SECONDS.sleep(seconds);
    long busy = cpu();
    idle = busy - idle;
    double rate = ask(seconds);
    busy = cpu() - busy;
    Books books = stage.quiet().minus(before);
    double micros = busy / 1e3 / books.asked();
    double idleMicros = idle / 1e3 / books.asked();
    double hitsEach = (double) (members.traffic().hitsReceived() - hits) / books.asked();
    out.printf(
        "  load: %.0f questions/s for %d s, %.2f hits and %.2f descriptors each, %d late; %.1f us"
            + " of all nodes each, of which %.1f are taken without questions, too%n",
        rate,
        seconds,
        hitsEach,
        (double) books.descriptors() / books.asked(),
        books.late(),
        micros,
        idleMicros);
    out.flush();
    report
        .figure("load_rate", Figure.of(rate, "questions/s"))
        .figure("load_hits", Figure.of(hitsEach, "each"))
        .figure("load_cpu", Figure.of(micros, "us each"))
        .figure("load_cpu_idle", Figure.of(idleMicros, "us each, taken without questions, too"))
        .figure(
            "load_cpu_base",
            settings.inLarge(
                Figure.of(micros - MOST_PER_HIT * hitsEach, "us each, less 2 us for each hit")
                    .must("<= " + MOST_MICROS)
                    .aim("<= 10")))
        .figure("load_peers", uneven(byPeer(stage.realm().peerViews(), byPeer(peers, Map.of()))))
        .figure("load_regions", uneven(byNode(stage.realm().regionViews())));
  }

  /** What compilers take belongs to the start of a node, not to answering. */
  private void warmUp() throws IOException, InterruptedException {
    WarmUpRule rule = new WarmUpRule();
    try (JvmWatches watches = JvmWatches.of(pids())) {
      double share;
      do {
        long cpu = cpu();
        long compiling = watches.compiling();
        ask(seconds);
        share = (double) (watches.compiling() - compiling) / (cpu() - cpu);
      } while (rule.warmsUp(share) && !settings.small());
    }
  }

  /** Everybody asks in turn; the rate that was reached. */
  private double ask(int time) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(time);
    long asked = 0;
    while (System.nanoTime() < end) {
      long due = (System.nanoTime() - start) * PER_SECOND / TimeUnit.SECONDS.toNanos(1);
      for (; asked < due; asked++) {
        members.load((int) (asked % stage.present()), texts.get(random.nextInt(texts.size())));
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return asked / ((System.nanoTime() - start) / 1e9);
  }

  private long cpu() throws IOException {
    return CpuTime.of(pids());
  }

  private List<Long> pids() {
    return stage.realm().nodes().stream().map(NodeProcess::pid).toList();
  }

  private void memory(Report report) throws IOException, InterruptedException {
    Realm realm = stage.realm();
    double bytes =
        realm.metric("avp_holdings_bytes")
            + realm.metric("avp_known_bytes")
            + realm.metric("avp_hints_bytes");
    double files = stage.population().servents().stream().mapToLong(s -> s.files().size()).sum();
    report.figure(
        "knowledge",
        settings.inLarge(
            Figure.of(
                    bytes / MEGABYTE / files * FILES_EACH * THOUSAND,
                    "MB for 1,000 members of 70 files, words of regions aside")
                .must("<= 40")
                .aim("<= 15")));
  }

  private static Map<String, Double> byPeer(List<JsonNode> peers, Map<String, Double> before) {
    return peers.stream()
        .collect(
            Collectors.toMap(
                peer -> peer.path("id").asText(),
                peer ->
                    Accounting.received(peer, "query")
                        + Accounting.received(peer, "query_hit")
                        - before.getOrDefault(peer.path("id").asText(), 0.0)));
  }

  private static Map<String, Double> byNode(List<JsonNode> regions) {
    return regions.stream()
        .collect(
            Collectors.groupingBy(
                region -> region.path("node").asText(),
                Collectors.summingDouble(region -> region.path("asked").asDouble())));
  }

  private Figure uneven(Map<String, Double> loads) {
    double mean = loads.values().stream().mapToDouble(load -> load).average().orElse(0);
    double most = loads.values().stream().mapToDouble(load -> load).max().orElse(0);
    return settings.inLarge(Figure.of(most / mean, "x of the mean").must("<= 1.6").aim("<= 1.2"));
  }
}
