package io.avp.ops.bench.signalling;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.MemberFindings;
import io.avp.ops.workload.Pace;
import io.avp.ops.workload.Zipf;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What questions cost that are asked again and again while nobody tells its files, by Zipf's law;
 * and how many of them are answered from what members have said of late, held against the sum of
 * p·x/(1+x) over all texts, with p the share of a text and x how often it is asked while an answer
 * is kept.
 */
final class RepeatRow {
  private static final double PER_SECOND = 30;
  private static final double POPULARITY = 0.8;

  /** As long as nodes keep answers by default. */
  private static final int KEPT_SECONDS = 60;

  private final PrintWriter out;
  private final Stage stage;
  private final SignallingSettings settings;
  private final SplittableRandom random;
  private final List<String> texts;
  private final Zipf popularity;

  RepeatRow(PrintWriter out, Stage stage, SignallingSettings settings) {
    this.out = out;
    this.stage = stage;
    this.settings = settings;
    random = new SplittableRandom(settings.seed() + 7);
    texts = List.copyOf(stage.texts().keySet());
    popularity = new Zipf(texts.size(), POPULARITY);
  }

  void run(Report report) throws IOException, InterruptedException {
    ask(settings.small() ? 2 : KEPT_SECONDS);
    Books before = stage.quiet();
    double[] kept = kept();
    long matches = ask(settings.seconds());
    Cost cost = new Cost(stage.quiet().minus(before), matches);
    double[] now = kept();
    double hits = now[0] - kept[0];
    double ratio = hits / Math.max(1, hits + now[1] - kept[1]);
    double formula = formula();
    MemberFindings findings = stage.members().findings();
    findings.incomplete().stream().limit(5).forEach(line -> out.println("  note: " + line));
    out.printf(
        Locale.ROOT,
        "  repeated: %d questions, %.0f per second, of %d texts, m %.2f: %.2f descriptors each"
            + " (%s), LB2 %.2f; %.1f %% answered from what was kept, by the formula %.1f %%%n",
        cost.books().asked(),
        PER_SECOND,
        texts.size(),
        cost.meanMatches(),
        cost.each(),
        cost.books().places(),
        cost.bound2(),
        100 * ratio,
        100 * formula);
    out.flush();
    report
        .figure("repeated_hits", Figure.of(ratio, "of questions"))
        .figure(
            "repeated_hits_off",
            settings.inLarge(
                Figure.of(Math.abs(ratio - formula), "from the formula")
                    .must("<= 0.02")
                    .aim("<= 0.005")))
        .figure(
            "repeated_ratio",
            settings.inLarge(
                Figure.of(cost.each() / cost.bound2(), "x LB2").must("<= 1.8").aim("<= 1.3")))
        .figure(
            "repeated_recall", Figure.of(findings.recall(), "").must(">= 0.995").aim(">= 0.9999"))
        .figure("repeated_wrong", Figure.of(findings.wrong(), "files").must("= 0"));
  }

  /** Sum of matches of what is asked. */
  private long ask(int seconds) throws InterruptedException {
    long matches = 0;
    Pace pace = new Pace(PER_SECOND);
    for (int i = 0; i < seconds * PER_SECOND; i++) {
      pace.await(i);
      String text = texts.get(popularity.draw(random));
      matches += stage.members().ask(random.nextInt(stage.present()), text);
    }
    return matches;
  }

  /** Questions answered from what was kept, and others. */
  private double[] kept() throws IOException, InterruptedException {
    return new double[] {
      stage.realm().metric("avp_answers_hits_total"),
      stage.realm().metric("avp_answers_misses_total")
    };
  }

  private double formula() {
    double sum = 0;
    for (int rank = 0; rank < texts.size(); rank++) {
      double share = popularity.share(rank);
      double x = share * PER_SECOND * KEPT_SECONDS;
      sum += share * x / (1 + x);
    }
    return sum;
  }
}
