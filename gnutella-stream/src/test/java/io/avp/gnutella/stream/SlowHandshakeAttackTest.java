package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** Handshakes that take their time, or their space. */
class SlowHandshakeAttackTest {
  private static final String DEADLINE = "handshake-timeout = 300 ms, linger = 1 s";

  /** Sends one more byte whenever nothing came for a while, until it is cut off. */
  private static void drip(RawServent raw, String text) throws IOException {
    raw.socket.setSoTimeout(20);
    for (int i = 0; ; i++) {
      try {
        if (raw.in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        raw.say(text.substring(i % text.length(), i % text.length() + 1));
      } catch (IOException e) {
        return; // a reset is an end as well
      }
    }
  }

  @Test
  void everyByteInTimeIsNotTheWholeInTime() throws Exception {
    try (TestPort port = new TestPort(DEADLINE);
        RawServent raw = new RawServent(port.connect())) {
      raw.say("GNUTELLA CONNECT/0.6\r\n");
      drip(raw, "X-A: 1\r\n");
      TestServent.until(() -> port.closed(CloseReason.HANDSHAKE_TIMEOUT) == 1);
    }
  }

  @Test
  void silenceIsTooSlowAsWell() throws Exception {
    try (TestPort port = new TestPort(DEADLINE);
        RawServent raw = new RawServent(port.connect())) {
      assertEquals(0, raw.drain());
      TestServent.until(() -> port.closed(CloseReason.HANDSHAKE_TIMEOUT) == 1);
    }
  }

  @Test
  void whoNeverAcknowledgesGivesItsSlotBack() throws Exception {
    try (TestPort port = new TestPort(DEADLINE);
        RawServent raw = new RawServent(port.connect())) {
      raw.say(RawServent.OFFER + "\r\n");
      raw.head();
      assertEquals(1, port.servent.slots.get());
      raw.drain();
      TestServent.until(() -> port.closed(CloseReason.HANDSHAKE_TIMEOUT) == 1);
      TestServent.until(() -> port.servent.slots.get() == 0);
    }
  }

  @Test
  void aDialThatIsNeverAnsweredIsGivenUp() throws Exception {
    try (TestPort port = new TestPort(DEADLINE);
        java.net.ServerSocket mute =
            new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
      port.shards.dial(
          io.avp.gnutella.wire.HostAddress.parse("127.0.0.1:" + mute.getLocalPort()),
          null,
          port.servent);
      assertEquals(CloseReason.HANDSHAKE_TIMEOUT, TestServent.next(port.servent.failedDials));
    }
  }

  @Test
  void fourKibibytesAreEnough() throws Exception {
    TestPort port = new TestPort("");
    try (port;
        RawServent raw = new RawServent(port.connect())) {
      raw.say("GNUTELLA CONNECT/0.6\r\n");
      String line = "X-A: " + "a".repeat(1_000) + "\r\n";
      for (int i = 0; i < 4; i++) {
        raw.say(line);
      }
      assertTrue(raw.socket.isConnected());
      raw.say(line);
      raw.drain();
    }
    assertEquals(1, port.closed(CloseReason.HANDSHAKE_TOO_LARGE));
  }
}
