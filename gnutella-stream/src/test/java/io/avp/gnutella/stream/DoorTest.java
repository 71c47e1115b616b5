package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may come to a port besides well-behaved servents: each ends for a named reason. */
class DoorTest {
  private static void ends(TestPort port, String sent) throws IOException {
    try (RawServent raw = new RawServent(port.connect())) {
      raw.say(sent);
      assertEquals(0, raw.drain());
    }
  }

  private static void leaves(TestPort port, String sent) throws IOException {
    try (RawServent raw = new RawServent(port.connect())) {
      raw.say(sent);
      raw.socket.shutdownOutput();
      raw.drain();
    }
  }

  @Test
  void everyEndHasItsReason() throws IOException {
    TestPort port = new TestPort("");
    ends(port, "\n\n");
    ends(port, "CONNECT BACK\r\n\r\n");
    ends(port, "CHAT me\r\n");
    ends(port, "GET / HTTP/1.1\r\n\r\n");
    ends(port, "HEAD / HTTP/1.1\r\n\r\n");
    ends(port, "GIV 0:zz/file\n\n");
    ends(port, "GIV 0:" + "0".repeat(2_000));
    ends(port, "GNUTELLA CONNECT/0.4\n\n");
    leaves(port, "");
    leaves(port, "GNUTELLA CONN");
    leaves(port, RawServent.OFFER);
    port.servent.wanted = false;
    ends(port, "GIV 0:00112233445566778899aabbccddeeff/file\n\n");
    port.close();
    assertEquals(
        Map.of(
            CloseReason.PROBE_DONE, 2L,
            CloseReason.UNKNOWN_PROTOCOL, 3L,
            CloseReason.HTTP_REFUSED, 2L,
            CloseReason.HANDSHAKE_REFUSED, 1L,
            CloseReason.REMOTE_CLOSED, 3L,
            CloseReason.PUSH_UNEXPECTED, 1L),
        port.shards.stats().closed());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20})
  void aHandshakeMayComeInAnyPieces(int piece) throws Exception {
    String all = RawServent.OFFER + "\r\n";
    try (TestPort port = new TestPort("");
        RawServent raw = new RawServent(port.connect())) {
      for (int at = 0; at < all.length(); at += piece) {
        raw.say(all.substring(at, Math.min(all.length(), at + piece)));
      }
      raw.head();
      raw.say(RawServent.OK + "\r\n");
      TestServent.next(port.servent.attached);
    }
  }
}
