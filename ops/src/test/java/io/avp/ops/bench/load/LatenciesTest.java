package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void sharesOfManyTimes() {
    Latencies latencies = new Latencies(2, 1);
    for (int micros = 1; micros <= 1000; micros++) {
      latencies.sent(1, micros, 5_000);
      latencies.received(1, micros, 5_000 + micros * 1_000L);
    }
    assertEquals(500e3, latencies.percentile(0.5), 500e3 / 128);
    assertEquals(990e3, latencies.percentile(0.99), 990e3 / 128);
    assertEquals(1e6, latencies.percentile(1), 1e6 / 128);
    assertEquals(1e3, latencies.percentile(0.001), 1e3 / 128);
  }

  @Test
  void everyOpenQueryHasItsOwnTime() {
    Latencies latencies = new Latencies(3, 5);
    for (int source = 0; source < 3; source++) {
      for (int number = 7; number < 12; number++) {
        latencies.sent(source, number, source * 100 + number);
      }
    }
    for (int source = 0; source < 3; source++) {
      for (int number = 7; number < 12; number++) {
        latencies.received(source, number, source * 100 + number + 42);
      }
    }
    assertEquals(42, latencies.percentile(0.01));
    assertEquals(42, latencies.percentile(1));
  }

  @Test
  void extremesHaveTheirBuckets() {
    Latencies latencies = new Latencies(1, 1);
    latencies.received(0, 0, 0);
    assertEquals(0, latencies.percentile(1));
    latencies.received(0, 0, 1L << 62);
    assertEquals(0x1p62, latencies.percentile(1), 0x1p55);
    assertTrue(Double.isNaN(new Latencies(1, 1).percentile(0.5)));
  }
}
