package io.avp.aol.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RendezvousTest {
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3", "node-4");

  @Test
  void choosesTheSameInAnyOrder() {
    List<String> reversed = new ArrayList<>(NODES);
    Collections.reverse(reversed);
    for (int i = 0; i < 100; i++) {
      assertEquals(Rendezvous.first("p" + i, NODES), Rendezvous.first("p" + i, reversed));
    }
    assertEquals(Optional.empty(), Rendezvous.first("p", List.of()));
  }

  @Test
  void whoGoesTakesOnlyItsOwnNames() {
    Map<String, Integer> counts = new HashMap<>();
    List<String> left = NODES.subList(0, 3);
    for (int i = 0; i < 4_000; i++) {
      String before = Rendezvous.first("node-" + i + "-0", NODES).orElseThrow();
      String after = Rendezvous.first("node-" + i + "-0", left).orElseThrow();
      counts.merge(before, 1, Integer::sum);
      assertTrue(before.equals("node-4") || before.equals(after));
    }
    counts.forEach((node, count) -> assertTrue(count > 800 && count < 1_200, node + count));
  }
}
