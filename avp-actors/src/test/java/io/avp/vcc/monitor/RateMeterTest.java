package io.avp.vcc.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RateMeterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSteadyRateIsSeenFromTheStart() {
    RateMeter meter = new RateMeter(-7);
    assertEquals(0, meter.perSecond(-7));
    for (int second = 1; second <= 300; second++) {
      meter.add(50, -7 + second * SECOND - SECOND / 2);
      assertEquals(50, meter.perSecond(-7 + second * SECOND), 0.5, "after " + second + " s");
    }
  }

  @Test
  void whatIsOverIsForgotten() {
    RateMeter meter = new RateMeter(0);
    for (int second = 0; second < 300; second++) {
      meter.add(100, second * SECOND);
    }
    assertEquals(100 / Math.E, meter.perSecond(360 * SECOND), 2);
    assertTrue(meter.perSecond(1_000 * SECOND) < 0.1);
  }
}
