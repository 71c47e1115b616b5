package io.avp.ops.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void isOneObjectWithNumbersAtTheTop() {
    Report report =
        new Report("demo").top("queries", 3).figure("recall", Figure.of(1.0, "").must("= 1"));
    assertEquals(
        "{\"name\":\"demo\",\"ok\":true,\"queries\":3,\"figures\":"
            + "{\"recall\":{\"value\":1.0,\"unit\":\"\",\"must\":\"= 1\",\"aim\":null}}}",
        report.json());
    assertEquals(0, report.exitCode());
  }

  @Test
  void ratiosCarryTheirExtremes() {
    assertEquals(2.5, Figure.of(new double[] {9, 1, 2, 3}, "x").value());
    Figure ratio = Figure.of(new double[] {3, 1, 2}, "x").must("<= 2");
    assertTrue(ratio.isMet());
    assertEquals(2, ratio.value());
    String json = new Report("bench").figure("ratio", ratio).json();
    assertTrue(json.contains("\"min\":1.0,\"median\":2.0,\"max\":3.0"), json);
  }

  @Test
  void aMissedFloorAndAFailureAreNotOk() {
    assertFalse(new Report("a").figure("x", Figure.of(3.1, "").must("<= 3")).isOk());
    assertFalse(new Report("a").figure("x", Figure.of(4, "").must(">= 5")).isOk());
    assertEquals(1, new Report("a").failure("it fell").exitCode());
  }
}
