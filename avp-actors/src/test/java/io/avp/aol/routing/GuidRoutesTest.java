package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GuidRoutesTest {
  private static final long RETENTION = 1_000;
  private static final int ROUTE = (1 << 16) | 7;

  private final GuidRoutes routes = new GuidRoutes(1 << 12, RETENTION, 1, 42);

  private record Known(int route, int ttl) {}

  @Property(seed = "20261124", tries = 200)
  void agreesWithAMapWhileNothingExpires(
      @ForAll @Size(max = 400) List<@IntRange(max = 1 << 16) Integer> operations) {
    GuidRoutes table = new GuidRoutes(1 << 12, RETENTION, 1, 7);
    Map<List<Integer>, Known> model = new HashMap<>();
    for (int operation : operations) {
      int id = operation & 0x3f;
      int kind = (operation >>> 6) & 1;
      int route = (1 << 16) | ((operation >>> 7) & 7);
      int ttl = (operation >>> 10) & 7;
      List<Integer> key = List.of(id, kind);
      Known known = model.get(key);
      Seen expected;
      if (known == null) {
        expected = Seen.NEW;
        model.put(key, new Known(route, ttl));
      } else if (ttl > known.ttl()) {
        expected = Seen.DUPLICATE_HIGHER_TTL;
        model.put(key, new Known(known.route(), ttl));
      } else {
        expected = known.route() == route ? Seen.REPEATED : Seen.DUPLICATE;
      }
      assertEquals(expected, table.insert(id, -id, kind, route, ttl, 0));
      assertEquals(model.get(key).route(), table.lookup(id, -id, kind, 0));
      assertEquals(model.get(key).ttl(), table.bestTtl(id, -id, kind));
      assertEquals(model.size(), table.size());
    }
  }

  @Property(seed = "20261124", tries = 200)
  void keepsAnEntryForAtLeastTheRetentionAndAtMostTwice(
      @ForAll @IntRange(max = 3_000) int inserted, @ForAll @IntRange(max = 4_000) int age) {
    GuidRoutes table = new GuidRoutes(1 << 10, RETENTION, 1, 7);
    table.insert(0, 0, GuidRoutes.QUERY, ROUTE, 1, 0);
    table.insert(1, 2, GuidRoutes.QUERY, ROUTE, 1, inserted);
    int found = table.lookup(1, 2, GuidRoutes.QUERY, inserted + age);
    if (age < RETENTION) {
      assertEquals(ROUTE, found);
    } else if (age >= 2 * RETENTION) {
      assertEquals(RouteHandles.NONE, found);
    }
  }

  @Test
  void growsToItsBoundAndThenSwapsEarly() {
    for (int i = 0; i < 100_000; i++) {
      assertEquals(Seen.NEW, routes.insert(i, i, GuidRoutes.QUERY, ROUTE, 1, 0));
      assertTrue(routes.size() <= routes.capacity());
      assertTrue(routes.bytes() <= GuidRoutes.maxBytes(1 << 12));
    }
    assertTrue(routes.earlySwaps() > 0);
    assertEquals(ROUTE, routes.lookup(99_999, 99_999, GuidRoutes.QUERY, 0));
  }
}
