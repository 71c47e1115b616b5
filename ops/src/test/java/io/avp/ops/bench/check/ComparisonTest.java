package io.avp.ops.bench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.report.Report;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Report report(Comparison comparison) {
    Report report = new Report("bench check");
    comparison.report(report);
    return report;
  }

  @Test
  void aQuarterSlowerIsAllowedAndMoreIsNot() {
    Comparison comparison =
        new Comparison(Map.of("a", 2.0, "b", 2.0, "c", 2.0), Map.of("a", 2.5, "b", 2.51, "c", 0.1));
    assertEquals(Set.of("b"), comparison.slower());
    Report report = report(comparison);
    assertEquals(1, report.exitCode());
    assertTrue(report.json().contains("\"b\":{\"value\":1.255"), report.json());
  }

  @Test
  void ofSeveralRunsTheFastestCounts() {
    Comparison comparison = new Comparison(Map.of("a", 2.0, "b", 2.0), Map.of("a", 9.0, "b", 2.0));
    assertEquals(Set.of("a"), comparison.repeated(Map.of("a", 2.6)).slower());
    Comparison quiet = comparison.repeated(Map.of("a", 2.1, "b", 8.0));
    assertEquals(Set.of(), quiet.slower());
    assertEquals(0, report(quiet).exitCode());
  }

  @Test
  void whatOnlyOneSideKnowsIsSaid() {
    Report report =
        report(new Comparison(Map.of("a", 1.0, "old", 1.0), Map.of("a", 1.0, "new", 1.0)));
    assertFalse(report.isOk());
    assertTrue(report.json().contains("new is not in the baseline"), report.json());
    assertTrue(report.json().contains("old is in the baseline, but"), report.json());
  }
}
