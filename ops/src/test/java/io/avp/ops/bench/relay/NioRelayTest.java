package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Generator;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NioRelayTest {
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(1);

  @ParameterizedTest
  @CsvSource({"8, 50, 100, 4000", "40, 1, 1, 400"})
  void everyCopyArrivesWhereItShouldByteForByte(int connections, int batch, int window, long most)
      throws Exception {
    FanOut fanOut = new FanOut(connections, 4);
    BenchWords words = BenchWords.choose(fanOut, QueryFrames.TEXT, new Random(7));
    NioRelay relay = new NioRelay(fanOut);
    Thread thread = new Thread(relay, "relay");
    thread.start();
    try (relay;
        Generator load =
            new Generator(
                fanOut,
                new QueryFrames(1, words.words(), QueryFrames.Hops.ULTRAPEERS),
                new LoadShape(batch, window))) {
      load.open(new NioRelayDialler(relay.port()));
      assertEquals(most, load.run(LIMIT, most));
      assertEquals(most, load.run(LIMIT, most));
      assertNull(relay.failure());
    }
    thread.join();
  }

  @Test
  void casesFollowFromTheNumberOfConnections() {
    assertEquals(RelayCase.DENSE, RelayCase.of(8));
    assertEquals(RelayCase.SPARSE, RelayCase.of(256));
    assertEquals("sparse_256", RelayCase.SPARSE.key());
  }
}
