package io.avp.ops.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.chaos.FaultSchedule;
import io.avp.ops.report.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cluster of three JVMs of which one is cut off, and then flaps. */
@Timeout(240)
class PartitionTest {
  private static final int VICTIM = 2;

  @Test
  void bothSidesServeTheirMembersAndAreOneClusterAgain() throws Exception {
    // Long enough for the others to remove it: that takes 12 s.
    FaultSchedule schedule =
        FaultSchedule.full(3, VICTIM, Duration.ofSeconds(15))
            .then(FaultSchedule.flapping(3, VICTIM, Duration.ofSeconds(3)));
    StringWriter said = new StringWriter();
    try (Partition partition = new Partition(new PrintWriter(said, true), 3, VICTIM)) {
      Report report = partition.run("short", schedule, true);
      assertTrue(report.isOk(), () -> said + report.json());
    }
  }
}
