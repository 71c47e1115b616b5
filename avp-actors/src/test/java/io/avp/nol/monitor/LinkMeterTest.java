package io.avp.nol.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.stream.ConnectionSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkMeterTest {
  private static final long PERIOD = LinkMeter.PERIOD_NANOS;

  @Test
  void reportsOnlyChangesAndNotTooOften() {
    LinkMeter meter = new LinkMeter(0);
    assertTrue(meter.report(snapshot(10, 20, 0), PERIOD - 1).isEmpty());
    LinkReport first = meter.report(snapshot(10, 20, 1), PERIOD).orElseThrow();
    assertEquals(10, first.bytesInDelta());
    assertEquals(1, first.droppedDelta());
    assertEquals(2.0, first.outPerSecond());
    assertEquals(-1, first.rttMillis());
    assertTrue(meter.report(snapshot(10, 20, 1), 2 * PERIOD).isEmpty());
    meter.rtt().sample(2_000_000);
    assertEquals(2.0, meter.report(snapshot(10, 20, 1), 2 * PERIOD).orElseThrow().minRttMillis());
    LinkReport last = meter.last(snapshot(15, 20, 3), 2 * PERIOD + 1);
    assertEquals(5, last.bytesInDelta());
    assertEquals(2, last.droppedDelta());
  }

  @Test
  void smoothsRoundTripTimes() {
    RttMeter rtt = new RttMeter();
    rtt.sample(-1);
    assertEquals(-1, rtt.smoothedMillis());
    rtt.sample(8_000_000);
    rtt.sample(16_000_000);
    assertEquals(9.0, rtt.smoothedMillis(), 1e-9);
    assertEquals(8.0, rtt.minMillis());
    assertEquals(2, rtt.samples());
  }

  private static ConnectionSnapshot snapshot(long in, long out, long dropped) {
    return new ConnectionSnapshot(in, out, 1, 1, 1, List.of(dropped, 0L), 0, 0, 0);
  }
}
