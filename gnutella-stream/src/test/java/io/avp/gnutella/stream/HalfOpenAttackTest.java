package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of connections that never finish their handshake. */
class HalfOpenAttackTest {
  private static final int FLOOD = 5_000;
  private static final int LIMIT = 200;

  /** One select round may accept so many before the oldest make room. */
  private static final int SLACK = 64;

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "GNUTELLA CONNECT/0.6\r\nUser-Agent: "})
  void fromManyNetworksTheSlowestMakeRoom(String opening) throws Exception {
    TestPort port =
        new TestPort("handshake-timeout = 60 s, linger = 1 s, max-handshaking = " + LIMIT);
    List<SocketChannel> flood = new ArrayList<>();
    try (port) {
      int most = 0;
      for (int i = 0; i < FLOOD; i++) {
        flood.add(halfOpen(port, "127." + (1 + i / 200) + "." + i % 200 + ".1", opening));
        most = Math.max(most, port.shards.stats().handshaking());
        if (i % 1_000 == 500) {
          getsIn(port);
        }
      }
      getsIn(port);
      assertTrue(most <= LIMIT + SLACK, most + " unfinished handshakes at once");
      TestServent.until(() -> port.closed(CloseReason.TOO_MANY_CONNECTIONS) >= FLOOD - LIMIT - 1);
      assertTrue(port.shards.stats().handshaking() <= LIMIT + 1);
      closeAll(flood);
      TestServent.until(() -> port.shards.stats().open() == 0);
      assertEquals(0, port.shards.stats().handshaking());
    } finally {
      closeAll(flood);
    }
    long dropped = port.closed(CloseReason.TOO_MANY_CONNECTIONS);
    long left = port.closed(CloseReason.REMOTE_CLOSED) + port.closed(CloseReason.IO_ERROR);
    assertEquals(FLOOD + 6, dropped + left);
  }

  @Test
  void oneNetworkGetsItsShareAndNoMore() throws Exception {
    List<SocketChannel> flood = new ArrayList<>();
    try (TestPort port =
        new TestPort("handshake-timeout = 60 s, linger = 1 s, max-handshaking-per-net = 20")) {
      for (int i = 0; i < FLOOD; i++) {
        flood.add(halfOpen(port, "127.66.1." + (1 + i % 250), ""));
        assertTrue(port.shards.stats().handshaking() <= 20);
      }
      TestServent.until(() -> port.closed(CloseReason.TOO_MANY_CONNECTIONS) == FLOOD - 20);
      getsIn(port);
      closeAll(flood);
      TestServent.until(() -> port.shards.stats().open() == 0);
    } finally {
      closeAll(flood);
    }
  }

  @Test
  void aFullProcessLeavesNewcomersInTheKernelUntilThereIsRoom() throws Exception {
    List<SocketChannel> flood = new ArrayList<>();
    try (TestPort port =
        new TestPort("handshake-timeout = 60 s, linger = 1 s, max-connections = 8")) {
      for (int i = 0; i < 20; i++) {
        flood.add(halfOpen(port, "127.66." + i + ".1", ""));
      }
      TestServent.until(() -> port.shards.stats().acceptPauses() > 0);
      assertEquals(8, port.shards.stats().open());
      closeAll(flood);
      getsIn(port);
    } finally {
      closeAll(flood);
    }
  }

  private static SocketChannel halfOpen(TestPort port, String from, String opening)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    channel.connect(port.address().socketAddress());
    if (!opening.isEmpty()) {
      try {
        channel.write(
            ByteBuffer.wrap(opening.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
      } catch (IOException e) {
        channel.close(); // it has been sent away already
      }
    }
    return channel;
  }

  /** A well-behaved servent finishes its handshake, and goes. */
  private static void getsIn(TestPort port) throws Exception {
    try (Socket socket = port.connect("127.200.0.1");
        RawServent raw = RawServent.related(socket)) {
      Connection c = TestServent.next(port.servent.attached);
      raw.hangUp();
      assertEquals(c, TestServent.next(port.servent.detached).connection());
    }
  }

  private static void closeAll(List<SocketChannel> channels) throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
    channels.clear();
  }
}
