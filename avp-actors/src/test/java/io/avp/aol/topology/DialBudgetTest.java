package io.avp.aol.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The budget of dials, and who keeps it. */
class DialBudgetTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int IP = 0x2c010001;

  @Test
  void neverMoreThanTwoDialsInAnyMinuteAndAHandOverIsNeverStarvedByOthers() {
    Random random = new Random(3);
    DialBudget budget = new DialBudget(10);
    Deque<Long> dials = new ArrayDeque<>();
    long lastHandOver = -1_000 * SECOND;
    for (long now = 0; now < 10_000 * SECOND; now += random.nextInt(5) * SECOND + 1) {
      boolean handOver = random.nextInt(20) == 0;
      boolean yes = budget.permit(IP, handOver ? DialPurpose.HAND_OVER : DialPurpose.ORDINARY, now);
      if (handOver && now - lastHandOver > 120 * SECOND) {
        assertTrue(yes, "only hand-overs can use up what hand-overs need");
      }
      lastHandOver = handOver ? now : lastHandOver;
      if (yes) {
        dials.addLast(now);
      }
      while (!dials.isEmpty() && now - dials.peekFirst() >= 60 * SECOND) {
        dials.removeFirst();
      }
      assertTrue(dials.size() <= 2, dials.toString());
    }
  }

  @Test
  void aFullMemberCanBeDialledOnceMore() {
    DialBudget budget = new DialBudget(10);
    assertTrue(budget.permit(IP, DialPurpose.HAND_OVER, 0));
    assertTrue(budget.permit(IP, DialPurpose.HAND_OVER, SECOND));
    assertFalse(budget.permit(IP, DialPurpose.HAND_OVER, 2 * SECOND));
    assertFalse(budget.permit(IP, DialPurpose.ORDINARY, 61 * SECOND));
  }

  @Test
  void addressesAreBoundedAndNewOnesWait() {
    DialBudget budget = new DialBudget(4);
    for (int ip = 0; ip < 100; ip++) {
      assertEquals(ip < 4, budget.permit(ip, DialPurpose.ORDINARY, ip));
    }
    assertEquals(4, budget.size());
    assertTrue(budget.permit(200, DialPurpose.ORDINARY, 200 * SECOND));
  }

  @Test
  void aNewKeeperLearnsWhatWasDialledBefore() {
    Map<String, DialDuty> duties = new HashMap<>();
    Map<String, DialBudget> budgets = new HashMap<>();
    for (String node : List.of("a", "b", "c")) {
      duties.put(node, new DialDuty(100));
      budgets.put(node, new DialBudget(100));
      duties.get(node).nodes(List.of("a", "b", "c"), 0);
    }
    for (int ip = 0; ip < 30; ip++) {
      String keeper = duties.get("a").keeper(ip).orElseThrow();
      assertEquals(keeper, duties.get("c").keeper(ip).orElseThrow(), "all choose the same");
      assertTrue(budgets.get(keeper).permit(ip, DialPurpose.ORDINARY, 5 * SECOND));
      duties.get("a").dialled(ip, 5 * SECOND);
    }
    Map<String, List<DialDuty.Dial>> moved = duties.get("a").nodes(List.of("a", "b"), 20 * SECOND);
    assertEquals(Set.of("a", "b"), moved.keySet());
    moved.forEach(
        (node, dials) ->
            dials.forEach(dial -> budgets.get(node).dialled(dial.ip(), dial.whenNanos())));
    for (int ip = 0; ip < 30; ip++) {
      String keeper = duties.get("a").keeper(ip).orElseThrow();
      assertFalse(budgets.get(keeper).permit(ip, DialPurpose.ORDINARY, 21 * SECOND), "ip " + ip);
      assertTrue(budgets.get(keeper).permit(ip, DialPurpose.ORDINARY, 66 * SECOND), "ip " + ip);
    }
    int told = moved.values().stream().mapToInt(List::size).sum();
    assertTrue(told < 30, "only what has moved is told: " + told);
    assertEquals(Map.of(), duties.get("a").nodes(List.of("b", "a"), 30 * SECOND), "no change");
    assertEquals(Map.of(), duties.get("a").nodes(List.of("a"), 66 * SECOND), "too long ago");
    assertTrue(duties.get("a").nodes(List.of(), 67 * SECOND).isEmpty());
    assertTrue(duties.get("a").keeper(IP).isEmpty());
  }

  @Test
  void onlyTheLatestDialsAreRemembered() {
    DialDuty duty = new DialDuty(3);
    duty.nodes(List.of("a"), 0);
    for (int i = 0; i < 10; i++) {
      duty.dialled(i, i);
    }
    List<DialDuty.Dial> moved = duty.nodes(List.of("b"), 20).get("b");
    assertEquals(List.of(7, 8, 9), moved.stream().map(DialDuty.Dial::ip).toList());
  }
}
