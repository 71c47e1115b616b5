package io.avp.ops.bench.check;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/** Runs all JMH benches beside the calibration loops and holds them against the baseline. */
public final class BenchCheck {
  private static final int ROUNDS = 25;
  private static final int REPEATS = 2;
  private static final String ALL = ".*";

  private final Path file;
  private final PrintWriter out;

  /** A check against what is stored in {@code file}. */
  public BenchCheck(Path file, PrintWriter out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Compares. What seems slower is repeated, with the loops beside it: a machine that is disturbed
   * is no regression.
   */
  public Report compare() throws IOException, RunnerException {
    Baseline baseline = Baseline.read(file);
    say("baseline of " + baseline.date() + ", " + baseline.machine());
    say("this machine: " + Baseline.thisMachine());
    Comparison comparison = new Comparison(baseline.ratios(), run(ALL));
    for (int i = 0; i < REPEATS && !comparison.slower().isEmpty(); i++) {
      SortedSet<String> slower = comparison.slower();
      say("once more: " + String.join(", ", slower));
      comparison = comparison.repeated(run(pattern(slower)));
    }
    Report report = new Report("bench check");
    comparison.report(report);
    return report;
  }

  /** Stores the ratios of this machine. */
  public Report update() throws IOException, RunnerException {
    // The faster of two runs, as a comparison repeats what seems slower.
    Map<String, Double> ratios = new TreeMap<>(run(ALL));
    run(ALL).forEach((bench, ratio) -> ratios.merge(bench, ratio, Math::min));
    String date = LocalDate.now(ZoneOffset.UTC).toString();
    new Baseline(date, Baseline.thisMachine(), ratios).write(file);
    Report report = new Report("bench check");
    ratios.forEach((bench, ratio) -> report.figure(bench, Figure.of(ratio, "loops")));
    return report;
  }

  private Map<String, Double> run(String pattern) throws RunnerException {
    say("benches run for about 5 s each");
    return Ratios.of(JmhBenches.run(pattern, ROUNDS));
  }

  /** The benches, whatever their parameters, and the loops. */
  private static String pattern(SortedSet<String> benches) {
    return benches.stream()
        .map(bench -> Pattern.quote(bench.replaceFirst("\\[.*", "")) + "$")
        .distinct()
        .collect(Collectors.joining("|", Ratios.LOOPS + "|", ""));
  }

  private void say(String what) {
    out.println(what);
    out.flush();
  }
}
