package io.avp.ops.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.avp.ops.chaos.FaultSchedule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
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
      String json = partition.run("short", schedule, true).json();
      JsonNode figures = new ObjectMapper().readTree(json).path("figures");
      // How long it takes is a matter of the machine.
      for (String recall : List.of("recall_rest", "recall_cut_off", "recall_after")) {
        assertTrue(figures.path(recall).path("value").asDouble() >= 0.99, () -> said + json);
      }
      assertEquals(0, figures.path("unasked").path("value").asInt(), () -> said + json);
      assertTrue(figures.path("queries").path("value").asInt() > 100, () -> said + json);
      assertTrue(figures.path("nodes_serving_least").path("value").asInt() >= 2, () -> said + json);
      assertTrue(said.toString().contains("one cluster again"), () -> said + json);
    }
  }
}
