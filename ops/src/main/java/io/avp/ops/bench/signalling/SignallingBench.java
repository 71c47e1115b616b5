package io.avp.ops.bench.signalling;

import io.avp.ops.demo.Accounting;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.MemberFindings;
import io.avp.ops.workload.ServentSystem;
import io.avp.vcc.monitor.Flooding;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

/**
 * What the questions of members cost a realm of three nodes and six virtual peers, held against the
 * bounds and against flooding; what is found, and how fast.
 */
public final class SignallingBench {
  private final PrintWriter out;
  private final SignallingSettings settings;

  /** A bench. */
  public SignallingBench(PrintWriter out, SignallingSettings settings) {
    this.out = out;
    this.settings = settings;
  }

  /** Runs some parts of it, in their order. */
  public Report run(Set<Part> parts) throws InterruptedException {
    Report report = new Report("bench signalling");
    out.printf(
        "  %d members, a quarter of them free riders; left out: members of 0.4, the"
            + " update stream%s%n",
        settings.servents(), settings.small() ? ", the loss of a node" : "");
    try (ServentSystem system = new ServentSystem()) {
      for (Part part : Part.values()) {
        if (part == Part.flood && parts.contains(part)) {
          new FloodRow(system, settings).run(report);
        } else if (parts.contains(part)) {
          run(part, system, report);
        }
      }
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }

  private void run(Part part, ServentSystem system, Report report)
      throws IOException, InterruptedException {
    Cast cast = Cast.of(part, settings);
    try (Stage stage = new Stage(system, settings, part.ordinal(), cast)) {
      switch (part) {
        case answered -> answered(stage, report);
        case asked -> new CostRow(out, settings, "asked", CostRow.Bound.ASKED).run(stage, report);
        case repeated -> new RepeatRow(out, stage, settings).run(report);
        case tables -> new CostRow(out, settings, "tables", CostRow.Bound.NONE).run(stage, report);
        case churn -> new ChurnRow(out, stage, settings).run(report);
        case poison -> new PoisonRow(out, stage).run(report);
        case flood -> throw new IllegalArgumentException("no realm takes part in a flood");
      }
      identities(part.name(), stage, report);
      if (part == Part.churn && !settings.small()) {
        new LossRow(out, stage, settings).run(report);
      }
    }
  }

  private void answered(Stage stage, Report report) throws IOException, InterruptedException {
    mix(stage, report);
    double known = stage.realm().metric("avp_known_members");
    report.figure(
        "members_known", Figure.of(100 * known / stage.knowable(), "% of those that share"));
    new CostRow(out, settings, "answered", CostRow.Bound.ANSWERED).run(stage, report);
    MemberFindings findings = stage.members().findings();
    report
        .figure(
            "first_answer_median",
            settings.inLarge(Figure.of(findings.firstMillis(0.5), "ms").must("<= 5").aim("<= 2")))
        .figure(
            "first_answer_p99",
            settings.inLarge(
                Figure.of(findings.firstMillis(0.99), "ms").must("<= 50").aim("<= 20")))
        .figure(
            "flood_each",
            Figure.of(Flooding.of(stage.present()).flood(), "descriptors, questions alone"));
    new LoadRow(out, stage, settings).run(report);
  }

  private static void mix(Stage stage, Report report) {
    int texts = stage.texts().size();
    long none = stage.texts().values().stream().filter(m -> m == 0).count();
    double mean = stage.texts().values().stream().mapToInt(m -> m).average().orElse(0);
    double files =
        stage.population().servents().stream().mapToInt(s -> s.files().size()).average().orElse(0);
    report
        .figure("files_each", Figure.of(files, "mean"))
        .figure("texts", Figure.of(texts, "different"))
        .figure("texts_m", Figure.of(mean, "servents with a match, mean"))
        .figure("texts_unanswerable", Figure.of(100.0 * none / texts, "%"));
  }

  private static void identities(String part, Stage stage, Report report)
      throws IOException, InterruptedException {
    List<String> wrong =
        stage.realm().peerViews().stream()
            .flatMap(peer -> Accounting.differences(peer).stream())
            .toList();
    wrong.stream().limit(5).forEach(report::failure);
    report.figure(part + "_identities_violated", Figure.of(wrong.size(), "").must("= 0"));
  }
}
