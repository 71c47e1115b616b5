package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DemandTest {
  private static final long SECOND = 1_000_000_000;

  /** Two sources, each with 5,000 queries due per second, in writes of 1,040. */
  private final Demand demand = new Demand(LoadShape.offering(10_000), 2, 2);

  @Test
  void whatIsSentInTimeWasOffered() {
    assertFalse(demand.isDue(0, SECOND / 10));
    assertTrue(demand.isDue(0, SECOND / 4));
    demand.sent(0);
    demand.looked(0, SECOND / 4, false);
    assertEquals(1_040, demand.accepted());
    assertEquals(1_250, demand.offered(), "what is less than a write is not late");
  }

  @Test
  void whatAFullSocketKeepsBackWasOfferedEachOnce() {
    demand.looked(0, SECOND, true);
    demand.looked(0, 2 * SECOND, true);
    assertEquals(10_000, demand.offered());
    assertEquals(0, demand.accepted());
  }

  @Test
  void whatTheGeneratorIsTooSlowToWriteWasNotOffered() {
    demand.sent(0);
    demand.looked(0, SECOND, false);
    assertEquals(0, demand.offered(), "its socket would have taken 3,960 more");
    demand.looked(0, SECOND * 3 / 2, true);
    assertEquals(2_500, demand.offered(), "only what came due since then");
  }

  @Test
  void withoutAClockItIsWhatWasSent() {
    Demand waiting = new Demand(LoadShape.DENSE, 2, 2);
    assertTrue(waiting.isDue(1, 0));
    waiting.sent(1);
    waiting.looked(1, 0, false);
    assertEquals(1_040, waiting.offered());
  }
}
