package io.avp.ops.bench.signalling;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.MemberFindings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Descriptors of each question by the number of members that have a match, and what was found. */
final class CostRow {
  /** Against which bound it is held. */
  enum Bound {
    /** One question and one hit of each that matches, by the difference. */
    ANSWERED,
    /** One question, a copy for each that matches, and a hit of each, by the ratio. */
    ASKED,
    /** For comparison alone. */
    NONE
  }

  private final PrintWriter out;
  private final SignallingSettings settings;
  private final String key;
  private final Bound bound;

  CostRow(PrintWriter out, SignallingSettings settings, String key, Bound bound) {
    this.out = out;
    this.settings = settings;
    this.key = key;
    this.bound = bound;
  }

  void run(Stage stage, Report report) throws IOException, InterruptedException {
    Cost all = Cost.NONE;
    for (Matches some : Matches.values()) {
      Cost cost = stage.ask(some);
      state(some.key(), cost, report);
      all = all.plus(cost);
    }
    state("all", all, report);
    MemberFindings findings = stage.members().findings();
    findings.incomplete().stream().limit(5).forEach(line -> out.println("  note: " + line));
    report
        .figure(key + "_recall", Figure.of(findings.recall(), "").must(">= 0.995").aim(">= 0.9999"))
        .figure(
            key + "_twice",
            Figure.of(
                100.0 * findings.twice() / Math.max(1, findings.found()), "% of files came again"))
        .figure(key + "_wrong", Figure.of(findings.wrong(), "files").must("= 0"));
    out.flush();
  }

  private void state(String some, Cost cost, Report report) {
    Books books = cost.books();
    out.printf(
        Locale.ROOT,
        "  %-10s %-6s %6d questions, m %7.2f: %8.2f descriptors each (%s, %d late), LB1 %.2f,"
            + " LB2 %.2f%n",
        key,
        some,
        books.asked(),
        cost.meanMatches(),
        cost.each(),
        books.places(),
        books.late(),
        cost.bound1(),
        cost.bound2());
    out.flush();
    String name = key + "_" + some;
    report.figure(name + "_each", Figure.of(cost.each(), "descriptors"));
    if (bound == Bound.ANSWERED) {
      report.figure(
          name + "_over",
          settings.inLarge(
              Figure.of(cost.each() - cost.bound1(), "over LB1").must("<= 3").aim("<= 1.8")));
    } else if (bound == Bound.ASKED) {
      report.figure(
          name + "_ratio",
          settings.inLarge(
              Figure.of(cost.each() / cost.bound2(), "x LB2").must("<= 1.8").aim("<= 1.3")));
    }
  }
}
