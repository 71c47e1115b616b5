package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Flood;
import io.avp.ops.bench.load.FloodRound;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import io.avp.ops.bench.load.Ring;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloodTest {
  private static final long SHORT = 50_000_000;
  private static final int MANY = 1_000_000_000;

  @Test
  void sendsAllTheTimeAndMissesNothingOfARelayThatDropsNothing() throws Exception {
    FanOut fanOut = new Ring(8, 4);
    BenchWords words = BenchWords.oneEach(fanOut, new Random(7));
    QueryFrames frames = new QueryFrames(1, words, QueryFrames.Hops.ULTRAPEERS);
    NioRelay relay = new NioRelay(fanOut, false);
    Thread thread = new Thread(relay, "relay");
    thread.start();
    try (relay;
        Flood flood = new Flood(fanOut, frames, i -> i != 7)) {
      flood.open(new NioRelayDialler(relay.port(), i -> false));
      FloodRound waiting = run(flood, LoadShape.DENSE);
      flood.drain();
      assertTrue(waiting.accepted() > 0 && waiting.delivered() > 0, waiting.toString());
      assertEquals(0, flood.missing());
      FloodRound full = run(flood, LoadShape.offering(MANY));
      flood.drain();
      assertTrue(full.accepted() > 0 && full.delivered() > 0, full.toString());
      assertTrue(full.offered() <= MANY * (full.nanos() / 1e9), full.toString());
      assertEquals(0, flood.missing());
      assertEquals(0, flood.lost());
    }
    thread.join();
  }

  /** Until something has come. */
  private static FloodRound run(Flood flood, LoadShape shape) throws IOException {
    FloodRound all = FloodRound.NONE;
    while (all.delivered() == 0) {
      all = all.plus(flood.run(SHORT, shape));
    }
    return all;
  }
}
