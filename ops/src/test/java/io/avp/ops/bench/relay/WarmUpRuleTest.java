package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WarmUpRuleTest {
  private static final double NIO = 0;
  private static final double BUSY = 0.041;
  private static final double RESTING = 0.04;

  private final WarmUpRule rule = new WarmUpRule();

  @Test
  void lastsUntilTheCompilersOfAllRest() {
    assertTrue(rule.warmsUp(NIO, RESTING, RESTING));
    assertTrue(rule.warmsUp(NIO, RESTING, BUSY));
    assertTrue(rule.warmsUp(NIO, RESTING, RESTING));
    assertFalse(rule.warmsUp(NIO, RESTING, BUSY), "over is over");
  }

  @Test
  void endsAtLast() {
    for (int i = 0; i < 30; i++) {
      assertTrue(rule.warmsUp(NIO, BUSY));
    }
    assertFalse(rule.warmsUp(NIO, BUSY));
  }
}
