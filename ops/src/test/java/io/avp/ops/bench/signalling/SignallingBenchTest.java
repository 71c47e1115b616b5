package io.avp.ops.bench.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.report.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole bench in small: what does not depend on how fast the machine is must hold. */
@Timeout(300)
class SignallingBenchTest {
  /** Each must be there and met. */
  private static final Set<String> HELD =
      Set.of(
          "answered_recall",
          "answered_wrong",
          "answered_identities_violated",
          "churn_recall",
          "churn_dead",
          "churn_lost",
          "churn_identities_violated",
          "flooded_each");

  @Test
  void whatIsAskedIsFoundAndEverythingIsCounted() throws InterruptedException {
    StringWriter said = new StringWriter();
    Report report =
        new SignallingBench(new PrintWriter(said), new SignallingSettings(60, 150, 8, 7, true))
            .run(EnumSet.of(Part.answered, Part.churn, Part.flood));
    Set<String> missed = new HashSet<>(report.missed());
    assertEquals(List.of(), report.failures(), said::toString);
    HELD.forEach(key -> assertTrue(report.json().contains('"' + key + '"'), key));
    missed.retainAll(HELD);
    assertEquals(Set.of(), missed, () -> said + report.json());
  }
}
