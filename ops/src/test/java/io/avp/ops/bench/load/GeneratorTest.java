package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(1);

  /** Accepts two connections and passes on what the first sends, but for every third query. */
  private static void relayWithLosses(ServerSocketChannel listener) {
    try (SocketChannel source = listener.accept();
        SocketChannel target = listener.accept()) {
      ByteBuffer frame = ByteBuffer.allocate(QueryFrames.BYTES);
      int count = 0;
      while (source.read(frame) >= 0) {
        if (!frame.hasRemaining()) {
          frame.flip();
          if (++count % 3 != 0) {
            target.write(frame);
          }
          frame.clear();
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatAForeignRelayLosesIsCountedAndTheRunEnds() throws Exception {
    AllToAll fanOut = new AllToAll(1, 1);
    BenchWords words = BenchWords.oneEach(fanOut, new Random(7));
    try (ServerSocketChannel listener = listener()) {
      CompletableFuture<Void> relay = CompletableFuture.runAsync(() -> relayWithLosses(listener));
      try (Generator load =
          new Generator(fanOut, new QueryFrames(1, words, QueryFrames.Hops.FOREIGN))) {
        load.open(new PlainDialler(listener.getLocalAddress()));
        Outcome outcome = load.run(new LoadShape(1, 4), LONG, 9);
        assertEquals(9, outcome.queries());
        assertEquals(6, outcome.copies());
        assertEquals(3, outcome.lost());
      }
      relay.join();
    }
  }

  @Test
  void noMoreThanAllowedAreInFlightAndAllTakeTheirTurn() throws Exception {
    Ring fanOut = new Ring(5, 2);
    QueryFrames frames =
        new QueryFrames(1, BenchWords.oneEach(fanOut, new Random(7)), QueryFrames.Hops.ULTRAPEERS);
    try (ServerSocketChannel silent = listener();
        Selector selector = Selector.open()) {
      Receipts receipts = new Receipts(fanOut, frames);
      LoadShape shape = LoadShape.inFlight(7);
      Latencies latencies = new Latencies(5, shape.window());
      receipts.timeTo(latencies);
      List<LoadConnection> sources = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        SocketChannel channel = SocketChannel.open(silent.getLocalAddress());
        sources.add(
            new LoadConnection(i, channel, selector, ByteBuffer.allocateDirect(1024), null));
      }
      LoadRun run = new LoadRun(sources, frames, receipts, shape, latencies);
      for (int i = 0; i < 4; i++) {
        assertTrue(run.step(LONG, Long.MAX_VALUE));
      }
      long[] sent = sources.stream().mapToLong(c -> c.sent).toArray();
      assertArrayEquals(new long[] {2, 2, 1, 1, 1}, sent);
      assertEquals(7, run.outcome().queries());
      for (LoadConnection c : sources) {
        c.close();
      }
    }
  }

  private static ServerSocketChannel listener() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private record PlainDialler(SocketAddress to) implements Dialler {
    @Override
    public SocketChannel dial(int index) throws IOException {
      return SocketChannel.open(to);
    }

    @Override
    public byte[] opening(int index) {
      return new byte[0];
    }

    @Override
    public boolean answersPings() {
      return false;
    }
  }
}
