package io.avp.ops.bench.check;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Ratios of now beside those of the baseline. */
final class Comparison {
  /** Slower by more than a quarter is a regression. */
  static final double MOST = 1.25;

  private final Map<String, Double> stored;
  private final Map<String, Double> now;

  Comparison(Map<String, Double> stored, Map<String, Double> now) {
    this.stored = Map.copyOf(stored);
    this.now = Map.copyOf(now);
  }

  /** The benches that are slower than they may be. */
  SortedSet<String> slower() {
    SortedSet<String> slower = new TreeSet<>();
    now.forEach(
        (bench, ratio) -> {
          if (stored.containsKey(bench) && ratio > stored.get(bench) * MOST) {
            slower.add(bench);
          }
        });
    return slower;
  }

  /** The same with what a further run says; of two ratios of one bench the smaller one counts. */
  Comparison repeated(Map<String, Double> again) {
    Map<String, Double> best = new HashMap<>(now);
    again.forEach((bench, ratio) -> best.merge(bench, ratio, Math::min));
    return new Comparison(stored, best);
  }

  /** A line for each bench, and a failure for each that only one side knows. */
  void report(Report report) {
    for (String bench : new TreeSet<>(now.keySet())) {
      if (stored.containsKey(bench)) {
        report.figure(
            bench,
            Figure.of(now.get(bench) / stored.get(bench), "of the baseline").must("<= " + MOST));
      } else {
        report.failure(bench + " is not in the baseline: add it by --update");
      }
    }
    for (String bench : new TreeSet<>(stored.keySet())) {
      if (!now.containsKey(bench)) {
        report.failure(
            bench + " is in the baseline, but there is no such bench: remove by --update");
      }
    }
  }
}
