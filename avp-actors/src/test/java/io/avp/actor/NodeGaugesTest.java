package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeGaugesTest {
  @Test
  void numbersAreSummedUpButOfTheLongestTheLongestCounts() {
    NodeGauges gauges = new NodeGauges();
    gauges.publish("a", Map.of("leaves", 3.0, "lag_max", 7.0));
    gauges.publish("b", Map.of("leaves", 4.0, "lag_max", 5.0));
    assertEquals(Map.of("leaves", 7.0, "lag_max", 7.0), gauges.sums());
    gauges.publish("a", Map.of("leaves", 1.0));
    assertEquals(Map.of("leaves", 5.0, "lag_max", 5.0), gauges.sums());
    gauges.forget("b");
    assertEquals(Map.of("leaves", 1.0), gauges.sums());
  }

  /** What is published by regions and virtual peers arrives. */
  @Test
  void ageLagAndLoadAreTold() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.of(holder, "wombat lullaby.ogg");
      holder.join(1);
      library.share();
      node.eventually(
          () -> {
            assertEquals(1, node.gauge("known_members"));
            assertEquals(1, node.gauge("updates_total"));
            assertEquals(1, node.gauge("holders"));
            return true;
          });
      double lag = node.gauge("update_lag_seconds_max");
      assertEquals(lag, node.gauge("update_lag_seconds_total"));
      assertEquals(256, node.gauge("regions"));
      node.clock.advance(Duration.ofMinutes(5));
      asker.query("wombat lullaby");
      node.eventually(
          () -> {
            double age = node.gauge("holders_age_seconds_max");
            assertTrue(age >= 300 && age <= 420, "age " + age);
            assertEquals(age, node.gauge("holders_age_seconds"));
            assertEquals(node.gauge("region_load_max"), node.gauge("region_load"));
            assertTrue(node.gauge("region_load") > 0);
            assertEquals(1, node.gauge("hot_words"));
            return true;
          });
    }
  }
}
