package io.avp.ops.bench.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.bench.load.FloodRound;
import io.avp.ops.bench.relay.Measured;
import io.avp.ops.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverloadBenchTest {
  private static final long SECOND = 1_000_000_000;

  /** In a second, at so many cores. */
  private static Measured measured(long offered, long delivered, double cores) {
    FloodRound round = new FloodRound(offered, delivered / 4, delivered, SECOND);
    return new Measured(round, (long) (cores * SECOND), 0);
  }

  private static Report compared(Measured peak, Measured full) {
    Report report = new Report("test");
    double carried = peak.round().delivered() / 4.0;
    OverloadBench.compare(new Level(List.of(peak)), carried, full, report);
    return report;
  }

  @Test
  void isOkIfABusyNodeDeliversNearlyAsMuch() {
    Report report = compared(measured(1_000, 4_000, 1), measured(4_000, 3_600, 0.9));
    assertTrue(report.isOk(), report.json());
  }

  @Test
  void whatWasNotOfferedIsNoOverload() {
    Report report = compared(measured(1_000, 4_000, 1), measured(3_999, 4_000, 1));
    assertEquals(List.of("offered"), report.missed());
  }

  @Test
  void aGeneratorThatIsTheLimitIsSaidToBe() {
    Report peak = compared(measured(1_000, 4_000, 0.89), measured(4_000, 4_000, 1));
    assertEquals(List.of("peak_cores"), peak.missed());
    assertTrue(peak.failures().get(0).contains("the load generator did not bring the node"));
    Report full = compared(measured(1_000, 4_000, 1), measured(4_000, 4_000, 0.89));
    assertEquals(List.of("overload_cores"), full.missed());
    assertEquals(1, full.failures().size());
  }

  @Test
  void aPeakThatIsExceededIsNone() {
    Report report = compared(measured(1_000, 4_000, 1), measured(5_000, 4_500, 1));
    assertTrue(report.missed().isEmpty());
    assertTrue(report.failures().get(0).contains("more than the peak"));
  }

  @Test
  void isNotOkIfGoodputFalls() {
    Report report = compared(measured(1_000, 4_000, 1), measured(4_000, 3_599, 1));
    assertEquals(List.of("goodput"), report.missed());
  }
}
