package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PingProbeTest {
  private static final long SHORT = 100_000_000;
  private static final int MANY = 20_000;

  private ServerSocketChannel listener;

  @BeforeEach
  void open() throws Exception {
    listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws Exception {
    listener.close();
  }

  private final class Plain implements Dialler {
    @Override
    public SocketChannel dial(int index) throws IOException {
      return SocketChannel.open(listener.getLocalAddress());
    }

    @Override
    public byte[] opening(int index) {
      return new byte[0];
    }

    @Override
    public boolean answersPings() {
      return true;
    }
  }

  /**
   * Answers pings until the other side closes; before the answer to the second one it sends
   * queries.
   *
   * @param most pings that it answers
   */
  private CompletableFuture<Integer> answering(int most) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (SocketChannel channel = listener.accept()) {
            return answer(channel, most);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static int answer(SocketChannel channel, int most) throws IOException {
    ByteBuffer ping = ByteBuffer.allocate(Header.BYTES);
    Ring fanOut = new Ring(8, 4);
    QueryFrames queries =
        new QueryFrames(1, BenchWords.oneEach(fanOut, new Random(7)), QueryFrames.Hops.ULTRAPEERS);
    int count = 0;
    while (count < most && channel.read(ping) >= 0) {
      if (!ping.hasRemaining()) {
        if (++count == 2) {
          byte[] flood = new byte[MANY * QueryFrames.BYTES];
          for (int i = 0; i < MANY; i++) {
            queries.write(flood, i * QueryFrames.BYTES, 0, i);
          }
          write(channel, flood);
        }
        Guid id = Guid.read(ping.array(), 0);
        HostAddress self = new HostAddress(0x7f00_0001, 1);
        write(channel, new Pong(self, 0, 0, Ggep.NONE).frame(id, 1, 0));
        ping.clear();
      }
    }
    return count;
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    while (all.hasRemaining()) {
      channel.write(all);
    }
  }

  @Test
  void tellsHowLongAnswersTakeBehindWhatElseComes() throws Exception {
    CompletableFuture<Integer> answered = answering(Integer.MAX_VALUE);
    try (PingProbe probe = new PingProbe(new Plain(), 0, Long.MAX_VALUE)) {
      PingProbe.Answers answers = probe.run(SHORT);
      assertEquals(0, answers.lost());
      assertTrue(answers.latencies().percentile(0.5) > 0);
    }
    assertTrue(answered.get() > 1);
  }

  @Test
  void whoReadsSlowlyGetsTheAnswerBehindTheQueriesLate() throws Exception {
    CompletableFuture<Integer> answered = answering(Integer.MAX_VALUE);
    long rate = 4L * MANY * QueryFrames.BYTES;
    try (PingProbe probe = new PingProbe(new Plain(), 0, rate)) {
      PingProbe.Answers answers = probe.run(SHORT);
      assertEquals(0, answers.lost());
      assertTrue(
          answers.latencies().percentile(1) > 0.2e9, "a quarter of a second of what it may read");
    }
    assertTrue(answered.get() > 1);
  }

  @Test
  void aConnectionThatEndsIsAFailure() throws Exception {
    CompletableFuture<Integer> answered = answering(1);
    try (PingProbe probe = new PingProbe(new Plain(), 0, Long.MAX_VALUE)) {
      assertEquals(1, answered.get());
      assertThrows(IOException.class, () -> probe.run(SHORT));
    }
  }
}
