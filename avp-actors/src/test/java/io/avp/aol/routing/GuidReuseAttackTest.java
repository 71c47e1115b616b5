package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Somebody sends others' GUIDs again, to get their hits or pushes. */
class GuidReuseAttackTest {
  @Test
  void aReplayedQueryNeverTakesTheRoute() {
    RouteHandles<Integer> handles = new RouteHandles<>();
    int victim = handles.open(h -> h);
    int attacker = handles.open(h -> h);
    GuidRoutes routes = new GuidRoutes(1 << 14, 600, 0.5, 1);
    Random random = new Random(5);
    long[] ids = random.longs(2_000).toArray();
    for (long id : ids) {
      routes.insert(id, ~id, GuidRoutes.QUERY, victim, 3, 0);
    }
    for (long id : ids) {
      routes.insert(id, ~id, GuidRoutes.QUERY, attacker, random.nextInt(8), 100);
      assertEquals(victim, routes.lookup(id, ~id, GuidRoutes.QUERY, 100));
    }
  }

  @Test
  void aHitDoesNotStealThePushesOfAConnectedServent() {
    RouteHandles<Integer> handles = new RouteHandles<>();
    int victim = handles.open(h -> h);
    int attacker = handles.open(h -> h);
    PushRoutes pushes = new PushRoutes(1 << 10, 1_800, 1, handles::alive);
    assertTrue(pushes.learn(1, 2, victim, true, 0));
    assertFalse(pushes.learn(1, 2, attacker, false, 1));
    assertFalse(pushes.learn(1, 2, attacker, true, 1));
    assertEquals(victim, pushes.lookup(1, 2, 2));
    assertEquals(2, pushes.contested());
    handles.close(victim);
    assertEquals(RouteHandles.NONE, pushes.lookup(1, 2, 3));
    assertTrue(pushes.learn(1, 2, attacker, false, 4));
  }

  @Test
  void aSlotUsedAgainIsNotTheOldConnection() {
    RouteHandles<Integer> handles = new RouteHandles<>();
    int first = handles.open(h -> h);
    handles.close(first);
    assertFalse(handles.close(first));
    for (int i = 0; i < 10_000; i++) {
      int next = handles.open(h -> h);
      assertFalse(handles.alive(first));
      assertEquals(next, handles.get(next));
      handles.close(next);
    }
    assertEquals(0, handles.size());
  }
}
