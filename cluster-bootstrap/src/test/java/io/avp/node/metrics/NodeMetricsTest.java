package io.avp.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
  @Test
  void keysBecomeSeriesOfTheTable() {
    Map<String, Double> numbers =
        Map.of(
            "sockets_open", 5.0,
            "sockets_handshaking", 2.0,
            "closed_remote_bye", 2.0,
            "descriptors_query_hit_relayed", 5.0,
            "descriptors_query_dropped_duplicate", 7.0,
            "descriptors_query_pending", 1.0,
            "queue_dropped_ping", 4.0,
            "guid_entries", 11.0);
    try (NodeMetrics metrics = new NodeMetrics(() -> numbers, "1")) {
      String text = metrics.scrape();
      for (String line :
          new String[] {
            "avp_connections{state=\"open\"} 3.0",
            "avp_connections{state=\"handshaking\"} 2.0",
            "avp_connections_closed_total{reason=\"remote_bye\"} 2.0",
            "avp_descriptors_total{outcome=\"relayed\",type=\"query_hit\"} 5.0",
            "avp_descriptors_dropped_total{reason=\"duplicate\",type=\"query\"} 7.0",
            "avp_descriptors_pending{type=\"query\"} 1.0",
            "avp_queue_drops_total{type=\"ping\"} 4.0",
            "avp_guid_entries 11.0",
            "avp_build_info{version=\"1\"} 1"
          }) {
        assertTrue(text.contains(line), line + " is not in\n" + text);
      }
      assertTrue(text.contains("jvm_memory_used_bytes"));
    }
  }

  @Test
  void everyPartOfTheMemoryBudgetIsExplained() {
    for (String key :
        new String[] {
          "routes_bytes", "tables_bytes", "hints_bytes", "queued_bytes", "inflaters", "deflaters"
        }) {
      try (NodeMetrics metrics = new NodeMetrics(() -> Map.of(key, 1.0), "1")) {
        String text = metrics.scrape();
        assertTrue(text.contains("avp_" + key + " 1.0"), text);
        assertFalse(text.contains(MetricName.VALUE.help()), key + " has no row");
      }
    }
  }

  @Test
  void theNumberOfSeriesIsBounded() {
    Map<String, Double> numbers = new HashMap<>();
    for (int i = 0; i < 2 * NodeMetrics.SERIES; i++) {
      numbers.put("x" + i, 1.0);
    }
    try (NodeMetrics metrics = new NodeMetrics(() -> numbers, "1")) {
      long series = metrics.scrape().lines().filter(line -> line.startsWith("avp_x")).count();
      assertEquals(NodeMetrics.SERIES, series);
    }
  }

  @Test
  void aFailingSourceIsCountedAndTheRestIsThere() {
    try (NodeMetrics metrics =
        new NodeMetrics(
            () -> {
              throw new IllegalStateException("ended");
            },
            "1")) {
      assertTrue(metrics.scrape().contains("avp_scrape_errors_total 1.0"));
    }
  }
}
