package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Generator;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.Outcome;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.Ring;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NioRelayTest {
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(1);

  @ParameterizedTest
  @CsvSource({"8, 50, 100, 4000, false", "40, 1, 1, 400, false", "8, 1040, 2080, 83200, true"})
  void everyCopyArrivesWhereItShouldByteForByte(
      int connections, int batch, int window, long most, boolean deflate) throws Exception {
    FanOut fanOut = new Ring(connections, 4);
    BenchWords words = BenchWords.oneEach(fanOut, new Random(7));
    NioRelay relay = new NioRelay(fanOut, deflate);
    Thread thread = new Thread(relay, "relay");
    thread.start();
    try (relay;
        Generator load =
            new Generator(fanOut, new QueryFrames(1, words, QueryFrames.Hops.ULTRAPEERS))) {
      load.open(new NioRelayDialler(relay.port(), i -> deflate));
      LoadShape shape = new LoadShape(batch, window);
      for (int i = 0; i < 2; i++) {
        Outcome outcome = load.run(shape, LIMIT, most);
        assertEquals(most, outcome.queries());
        assertEquals(4 * most, outcome.copies());
        assertEquals(0, outcome.lost());
        assertTrue(outcome.latencies().percentile(0.5) > 0);
        assertTrue(outcome.latencies().percentile(1) <= outcome.nanos());
      }
      assertNull(relay.failure());
    }
    thread.join();
  }
}
