package io.avp.gnutella.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.Handshake.Failure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit: what just fits is taken, one more is not. */
class HandshakeLimitsTest {
  private static final String FIRST = "GNUTELLA CONNECT/0.6\r\n";

  @Test
  void thirtyTwoHeaderLines() {
    assertTaken(FIRST + "X-A: 1\r\n".repeat(32) + "\r\n");
    assertFails(Failure.TOO_LARGE, FIRST + "X-A: 1\r\n".repeat(33) + "\r\n");
  }

  @Test
  void linesOfOneKibibyte() {
    // 1,024 bytes with the CR, without the LF
    assertTaken(FIRST + "X-A: " + "a".repeat(1018) + "\r\n\r\n");
    assertFails(Failure.TOO_LARGE, FIRST + "X-A: " + "a".repeat(1019) + "\r\n\r\n");
  }

  @Test
  void groupsOfFourKibibytes() {
    String line = "X-A: " + "a".repeat(1000) + "\r\n"; // 1,007 bytes
    int rest = 4096 - FIRST.length() - 4 * line.length() - 2;
    String fits = FIRST + line.repeat(4) + "X:" + "b".repeat(rest - 4) + "\r\n";
    assertEquals(4096, (fits + "\r\n").length());
    assertTaken(fits + "\r\n");
    assertFails(Failure.TOO_LARGE, fits.replace("X:", "X: ") + "\r\n");
  }

  @Test
  void aFloodWithoutALineEndIsCutOff() {
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.permissive());
    byte[] flood = new byte[100_000];
    java.util.Arrays.fill(flood, (byte) 'x');
    assertTrue(acceptor.feed(flood, 0, flood.length) <= 1025);
    assertInstanceOf(Handshake.Failed.class, acceptor.step());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        " folded\r\n\r\n",
        "GNUTELLA CONNECT/0.6\r\n folded\r\n\r\n",
        "GNUTELLA CONNECT/0.6\r\nno colon\r\n\r\n",
        "GNUTELLA CONNECT/0.6\r\n: no name\r\n\r\n",
        "GNUTELLA CONNECT/\r\n\r\n",
        "GNUTELLA CONNECT/NaN\r\n\r\n",
        "GNUTELLA CONNECT/0.5\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n"
      })
  void whatIsNoOfferIsMalformed(String text) {
    assertFails(Failure.MALFORMED, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK", "GNUTELLA/0.6 2000 OK", "GNUTELLA/0.6 20", "GNUTELLA/x 200 OK"})
  void whatIsNoStatusIsMalformed(String line) {
    Handshake initiator = Handshake.initiator(FixedPolicy.REMOTE, FixedPolicy.permissive());
    feed(initiator, line + "\r\n\r\n");
    Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, initiator.step());
    assertEquals(Failure.MALFORMED, failed.failure());
  }

  @Test
  void fieldsThatCannotBeReadAreAbsent() {
    Handshake initiator = Handshake.initiator(FixedPolicy.REMOTE, FixedPolicy.permissive());
    String answer =
        """
        GNUTELLA/0.6 200 OK
        X-Degree: many
        X-Max-TTL: 999
        GGEP: new
        GUID: 00
        Listen-IP: nowhere:0
        Node: 203.0.113.9:6346, [::1]:6346
        X-Try-Ultrapeers: a, 1.2.3.4:0, 1.2.3.4:5 x

        """;
    feed(initiator, answer);
    Handshake.Done done = assertInstanceOf(Handshake.Done.class, initiator.step());
    Relation relation = done.relation();
    assertEquals(6, relation.degree());
    assertEquals(255, relation.maxTtl());
    assertTrue(!relation.ggep() && relation.guid().isEmpty());
    assertEquals("203.0.113.9:6346", relation.listenAddress().orElseThrow().toString());
    assertEquals("[1.2.3.4:5]", done.tryUltrapeers().toString());
  }

  private static void assertTaken(String group) {
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.permissive());
    assertEquals(group.length(), feed(acceptor, group));
    assertTrue(acceptor.step().reply().length > 0);
  }

  private static void assertFails(Failure failure, String group) {
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.permissive());
    feed(acceptor, group);
    Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, acceptor.step());
    assertEquals(failure, failed.failure());
  }

  private static int feed(Handshake handshake, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return handshake.feed(bytes, 0, bytes.length);
  }
}
