package io.avp.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.WorkloadReport;
import java.util.List;

/** What a demonstration states, each with what it must be. */
final class DemoFigures {
  /** Longest time until the virtual peers of a lost node live elsewhere. */
  static final int MENDED_SECONDS = 60;

  private static final int MAX_FAILURES = 10;
  private static final int ANSWERABLE = 200;
  private static final int DOWNLOADS = 20;

  private final Screen screen;
  private final Report report;
  private final WorkloadReport seen;
  private final List<JsonNode> peers;
  private final JsonNode ledger;

  DemoFigures(
      Screen screen, Report report, WorkloadReport seen, List<JsonNode> peers, JsonNode ledger) {
    this.screen = screen;
    this.report = report;
    this.seen = seen;
    this.peers = peers;
    this.ledger = ledger;
  }

  /**
   * What the servents saw.
   *
   * @param lossy true if a node was killed meanwhile, so that a relation or an answer may be lost
   */
  void workload(int nodes, int servents, int seconds, boolean lossy) {
    List<String> differences =
        peers.stream().flatMap(peer -> Accounting.differences(peer).stream()).toList();
    long links = peers.stream().mapToLong(peer -> peer.path("links").asLong()).sum();
    JsonNode total = ledger.path("total");
    long saved = total.path("savedDescriptors").asLong();
    long counted = total.at("/counters/queries/descriptors").asLong();
    Figure queries = Figure.of(counted, "queries");
    screen.step(ledger.at("/formula/text").asText());
    seen.problems().stream().limit(MAX_FAILURES).forEach(p -> screen.step("  note: " + p));
    differences.stream().limit(MAX_FAILURES).forEach(report::failure);
    // A short run cannot ask that much; of what is asked, nine of ten can be answered.
    int answerable = Math.min(ANSWERABLE, seen.queries() * (lossy ? 2 : 4) / 5);
    int failed = seen.downloadsTried() - seen.downloadsGood();
    Figure attached = Figure.of(seen.attached(), "");
    Figure elsewhere = Figure.of(seen.elsewhere() / Math.max(1.0, seen.expected()), "");
    report
        .top("nodes", nodes)
        .top("peers", peers.size())
        .top("links", links)
        .top("queries", seen.queries())
        .top("answerable", seen.answerable())
        .top("recall", seen.recall())
        .top("descriptors_saved", saved)
        .figure("recall", Figure.of(seen.recall(), "").must(lossy ? ">= 0.99" : "= 1"))
        .figure(
            "answerable_queries",
            Figure.of(seen.answerable(), "queries").must(">= " + Math.max(1, answerable)))
        .figure("expected_elsewhere", nodes > 1 && !lossy ? elsewhere.must(">= 0.5") : elsewhere)
        .figure("wrong_answers", Figure.of(seen.wrong(), "answers").must("= 0"))
        .figure("query_rate", Figure.of(seen.queries() / (double) seconds, "1/s").must(">= 5"))
        .figure("first_answer_median", Figure.of(seen.firstHitMillisMedian(), "ms"))
        .figure("first_answer_p99", Figure.of(seen.firstHitMillisP99(), "ms"))
        .figure("downloads_failed", Figure.of(failed, "files").must("= 0"))
        .figure(
            "downloads_good",
            Figure.of(seen.downloadsGood(), "files")
                .must(">= " + Math.min(DOWNLOADS, servents / 2)))
        .figure("pushed_downloads_good", Figure.of(seen.pushesGood(), "files").must(">= 1"))
        .figure("servents_attached", lossy ? attached : attached.must("= " + servents))
        .figure("malformed", Figure.of(seen.malformed(), "descriptors").must("= 0"))
        .figure("accounting_differences", Figure.of(differences.size(), "").must("= 0"))
        .figure(
            "descriptors_received",
            Figure.of(peers.stream().mapToLong(Accounting::received).sum(), "descriptors"))
        .figure("queries_on_sockets", Figure.of(seen.queriesOnSockets(), "descriptors"))
        .figure("ledger_queries", lossy ? queries : queries.must("= " + seen.queries()))
        .figure("ledger_exact", Figure.of(total.path("exact").asBoolean() ? 1 : 0, "").must("= 1"))
        .figure(
            "descriptors_sent", Figure.of(total.at("/sent/descriptors").asLong(), "descriptors"))
        .figure("descriptors_saved", Figure.of(saved, "descriptors"))
        .figure("bytes_saved", Figure.of(total.path("savedBytes").asLong(), "bytes"));
  }

  /** What the loss of a node did to the members of the others. */
  void loss(NodeLoss loss) {
    screen.step("recall between members of the nodes that are left, by windows of 5 s:");
    double worst = 1;
    for (WorkloadReport.Window window : seen.windows()) {
      screen.step(
          String.format(
              "  from %3d s: %.4f, %d of %d answers",
              window.second(), window.recall(), window.found(), window.expected()));
      worst = Math.min(worst, window.recall());
    }
    report
        .figure("worst_window_recall", Figure.of(worst, "").must(">= 0.99").aim(">= 0.999"))
        .figure(
            "peers_live_elsewhere",
            Figure.of(loss.seconds(), "s").must("<= " + MENDED_SECONDS).aim("<= 25"));
  }

  /** How long the start took. */
  void ready(int nodes, double seconds) {
    Figure ready = Figure.of(seconds, "s");
    report.figure(
        "nodes_ready",
        nodes == 1 ? ready.must("<= 6") : nodes <= 3 ? ready.must("<= 12").aim("<= 6") : ready);
  }
}
