package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** One neighbour sends endlessly many message ids, to push out the others' routes. */
class GuidExhaustionAttackTest {
  @Test
  void aFlooderUsesUpItsOwnShareOnly() {
    RouteHandles<Integer> handles = new RouteHandles<>();
    int flooder = handles.open(h -> h);
    int honest = handles.open(h -> h);
    GuidRoutes routes = new GuidRoutes(1 << 16, 600, 0.25, 3);
    Random random = new Random(11);
    int asked = 0;
    for (int i = 0; i < 1_000_000; i++) {
      routes.insert(random.nextLong(), random.nextLong(), GuidRoutes.QUERY, flooder, 3, i / 2_000);
      if (i % 1_000 == 0) {
        assertEquals(Seen.NEW, routes.insert(asked++, 0, GuidRoutes.QUERY, honest, 3, i / 2_000));
      }
    }
    for (int id = 0; id < asked; id++) {
      assertEquals(honest, routes.lookup(id, 0, GuidRoutes.QUERY, 500));
    }
    assertEquals(0, routes.earlySwaps());
    assertTrue(routes.exhausted() > 900_000);
    assertTrue(routes.bytes() <= GuidRoutes.maxBytes(1 << 16));
  }

  @Test
  void aSiblingSpeaksForManyAndHasNoShare() {
    RouteHandles<Integer> handles = new RouteHandles<>();
    int sibling = handles.open(h -> h);
    GuidRoutes routes = new GuidRoutes(1 << 12, 600, 0.25, 3);
    routes.exempt(sibling, true);
    for (int i = 0; i < 2_000; i++) {
      assertEquals(Seen.NEW, routes.insert(i, 1, GuidRoutes.QUERY, sibling, 3, 0));
    }
    routes.exempt(sibling, false);
    assertEquals(Seen.EXHAUSTED, routes.insert(-1, 1, GuidRoutes.QUERY, sibling, 3, 0));
  }
}
