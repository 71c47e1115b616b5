package io.avp.gnutella.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servents of 0.4 over real sockets, well-behaved and hostile ones. */
class LegacyAttackTest {
  private static final String OFFER = "GNUTELLA CONNECT/0.4\n\n";
  private static final byte[] QUERY =
      Query.of(Query.MARKED, "wombat", List.of(), Ggep.NONE).frame(Guid.modern(3, 4), 3, 0);

  private static TestPort port(String settings) throws IOException {
    TestPort port = new TestPort(settings);
    port.servent.legacy = true;
    return port;
  }

  private static String answer(RawServent raw) throws IOException {
    return new String(raw.in.readNBytes("GNUTELLA OK\n\n".length()), ISO_8859_1);
  }

  @Test
  void framesTravelBothWaysInBothRoles() throws Exception {
    try (TestPort port = port("")) {
      TestServent dialling = new TestServent();
      dialling.legacy = true;
      port.servent.deflate = true;
      port.shards.dialLegacy(port.address(), null, dialling);
      Connection there = TestServent.next(port.servent.attached);
      Connection here = TestServent.next(dialling.attached);
      assertEquals(PeerMode.LEGACY, there.relation().remoteMode());
      assertEquals(PeerMode.LEGACY, here.relation().remoteMode());
      port.send(here, QUERY);
      assertArrayEquals(QUERY, TestServent.next(port.servent.frames));
      port.send(there, QUERY);
      assertArrayEquals(QUERY, TestServent.next(dialling.frames));
    }
  }

  @Test
  void theFirstFrameMayComeWithTheOffer() throws Exception {
    try (TestPort port = port("");
        RawServent raw = new RawServent(port.connect())) {
      raw.say(OFFER + new String(QUERY, ISO_8859_1));
      assertEquals("GNUTELLA OK\n\n", answer(raw));
      assertArrayEquals(QUERY, TestServent.next(port.servent.frames));
    }
  }

  @Test
  void whoKnowsNoByeIsSentNone() throws Exception {
    try (TestPort port = port("");
        RawServent raw = new RawServent(port.connect())) {
      raw.say(OFFER);
      answer(raw);
      port.shards.close(TestServent.next(port.servent.attached), CloseReason.MAKING_ROOM);
      assertEquals(0, raw.drain());
    }
  }

  @Test
  void anOverlongOfferIsCutOff() throws Exception {
    try (TestPort port = port("");
        RawServent raw = new RawServent(port.connect())) {
      raw.say("GNUTELLA CONNECT/0.4" + "4".repeat(3_000));
      assertEquals(0, raw.drain());
      TestServent.until(() -> port.closed(CloseReason.HANDSHAKE_TOO_LARGE) == 1);
    }
  }

  @Test
  void aSlowOfferIsCutOff() throws Exception {
    try (TestPort port = port("handshake-timeout = 300 ms, linger = 1 s");
        RawServent raw = new RawServent(port.connect())) {
      raw.say("GNUTELLA CONNECT/0.4\n");
      assertEquals(0, raw.drain());
      TestServent.until(() -> port.closed(CloseReason.HANDSHAKE_TIMEOUT) == 1);
    }
  }

  @Test
  void anOfferOfBothIsNone() throws Exception {
    try (TestPort port = port("");
        RawServent raw = new RawServent(port.connect())) {
      raw.say("GNUTELLA CONNECT/0.4\r\nX-Ultrapeer: True\r\nAccept-Encoding: deflate\r\n\r\n");
      assertEquals(0, raw.drain());
      TestServent.until(() -> port.closed(CloseReason.HANDSHAKE_MALFORMED) == 1);
    }
  }

  @Test
  void aDialOf04ToOneThatSpeaks06IsRefused() throws Exception {
    try (TestPort port = new TestPort("")) {
      TestServent dialling = new TestServent();
      dialling.legacy = true;
      port.shards.dialLegacy(port.address(), null, dialling);
      assertEquals(CloseReason.REMOTE_CLOSED, TestServent.next(dialling.failedDials));
      TestServent.until(() -> port.closed(CloseReason.HANDSHAKE_REFUSED) == 1);
    }
  }
}
