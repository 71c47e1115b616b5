package io.avp.ops.bench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RatiosTest {
  private final Map<String, double[]> scores =
      new TreeMap<>(
          Map.of(
              "CalibrationBench.cpu", new double[] {100, 90, 300},
              "CalibrationBench.memory", new double[] {4000, 9000},
              "FramerBench.feed[read=63]", new double[] {60, 45},
              "GuidRoutesBench.lookup", new double[] {80, 500}));

  @Test
  void theFastestRoundsAreHeldAgainstTheLoopOfTheirKind() {
    assertEquals(
        Map.of("FramerBench.feed[read=63]", 0.5, "GuidRoutesBench.lookup", 0.02),
        Ratios.of(scores));
  }

  @Test
  void withoutALoopThereIsNoRatio() {
    scores.remove("CalibrationBench.memory");
    assertThrows(IllegalArgumentException.class, () -> Ratios.of(scores));
  }
}
