package io.avp.gnutella.handshake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.HandshakePolicy.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both roles against each other, limits, refusals, and the exact text of what we say. */
class HandshakeTest {
  private static final String OFFER =
      "GNUTELLA CONNECT/0.6\r\nX-Ultrapeer: True\r\nAccept-Encoding: deflate\r\n\r\n";
  private static final String IDENTITY =
      """
      Node: 198.51.100.7:6346
      Remote-IP: 203.0.113.5
      User-Agent: AVP/0.1
      Pong-Caching: 0.1
      Bye-Packet: 0.1
      GGEP: 0.5
      GUID: 00112233445566778899aabbccddeeff
      Vendor-Message: 0.2
      X-Query-Routing: 0.2
      X-Requeries: False
      Accept-Encoding: deflate
      X-Ultrapeer: True
      X-Ultrapeer-Query-Routing: 0.1
      X-Degree: 32
      X-Max-TTL: 4
      X-Dynamic-Querying: 0.1
      X-Ext-Probes: 0.1
      Listen-IP: 198.51.100.7:6346
      X-Live-Since: Fri, 2 Jan 2026 03:04:05 GMT
      """
          .replace("\n", "\r\n");

  @Test
  void ourHelloIsTheOneThatEveryServentAccepts() {
    Handshake initiator = Handshake.initiator(FixedPolicy.REMOTE, FixedPolicy.permissive());
    assertEquals("GNUTELLA CONNECT/0.6\r\n" + IDENTITY + "\r\n", text(initiator.opening()));
  }

  @Test
  void ourReplyIsTheSameAndSaysWhatChanges() {
    Handshake acceptor =
        Handshake.acceptor(
            FixedPolicy.REMOTE,
            FixedPolicy.saying(
                new Verdict.Accept(PeerMode.LEAF, true, List.of(FixedPolicy.SIBLING))));
    assertEquals(0, acceptor.opening().length);
    feed(acceptor, OFFER);
    assertEquals(
        "GNUTELLA/0.6 200 OK\r\n"
            + IDENTITY
            + "X-Ultrapeer-Needed: False\r\n"
            + "Content-Encoding: deflate\r\n"
            + "X-Try-Ultrapeers: 203.0.113.77:6346\r\n\r\n",
        text(acceptor.step().reply()));
  }

  @ParameterizedTest
  @CsvSource({
    "ULTRAPEER, ULTRAPEER, true, true, false",
    "ULTRAPEER, ULTRAPEER, true, false, true",
    "ULTRAPEER, ULTRAPEER, false, true, false",
    "ULTRAPEER, ULTRAPEER, false, false, true",
    "LEAF, ULTRAPEER, true, true, true",
    "LEAF, ULTRAPEER, true, false, false",
    "LEAF, ULTRAPEER, false, true, true",
    "LEAF, ULTRAPEER, false, false, false",
    "ULTRAPEER, LEAF, true, true, false",
    "ULTRAPEER, LEAF, false, false, true",
  })
  void bothRolesAgree(
      PeerMode dialling, PeerMode accepting, boolean out, boolean in, boolean byteByByte) {
    Handshake initiator =
        Handshake.initiator(FixedPolicy.REMOTE, FixedPolicy.permissive(dialling, out));
    Handshake acceptor =
        Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.permissive(accepting, in));
    byte[] answer = play(acceptor, initiator.opening(), byteByByte);
    byte[] last = play(initiator, answer, byteByByte);
    assertEquals(0, play(acceptor, last, byteByByte).length);
    Relation mine = assertInstanceOf(Handshake.Done.class, initiator.step()).relation();
    Relation theirs = assertInstanceOf(Handshake.Done.class, acceptor.step()).relation();
    assertEquals(out, mine.deflateOutbound());
    assertEquals(out, theirs.inflateInbound());
    assertEquals(in, theirs.deflateOutbound());
    assertEquals(in, mine.inflateInbound());
    assertEquals(dialling, mine.localMode());
    assertEquals(dialling, theirs.remoteMode());
    assertEquals(accepting, theirs.localMode());
    assertEquals(accepting, mine.remoteMode());
    assertTrue(mine.outgoing() && !theirs.outgoing());
    assertEquals("AVP/0.1", mine.userAgent());
    assertEquals(mine.guid(), theirs.guid());
    assertTrue(mine.ggep() && mine.vendorMessages() && mine.bye() && mine.leafQrp());
    assertTrue(mine.ultrapeerQrp() && mine.dynamicQuerying() && mine.extendedProbes());
    assertEquals(List.of(32, 4), List.of(mine.degree(), mine.maxTtl()));
  }

  @Test
  void bytesBehindTheLastGroupAreLeft() {
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.permissive());
    assertEquals(OFFER.length(), feed(acceptor, OFFER));
    String last = "GNUTELLA/0.6 200 OK\r\n\r\n";
    assertEquals(last.length(), feed(acceptor, last + "binary\r\n\r\n"));
    assertInstanceOf(Handshake.Done.class, acceptor.step());
    assertEquals(0, feed(acceptor, "binary"));
  }

  @Test
  void aRefusalNamesSiblingsAndEndsTheHandshake() {
    Handshake acceptor =
        Handshake.acceptor(
            FixedPolicy.REMOTE,
            FixedPolicy.saying(new Verdict.Refuse(503, "Full", List.of(FixedPolicy.SIBLING))));
    feed(acceptor, OFFER);
    Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, acceptor.step());
    assertEquals(Handshake.Failure.REFUSED, failed.failure());
    assertEquals(
        """
        GNUTELLA/0.6 503 Full
        User-Agent: AVP/0.1
        Remote-IP: 203.0.113.5
        X-Ultrapeer: True
        X-Try-Ultrapeers: 203.0.113.77:6346

        """
            .replace("\n", "\r\n"),
        text(failed.reply()));
    assertEquals(0, feed(acceptor, OFFER));
  }

  @Test
  void anInitiatorRefusesInTheThirdGroup() {
    Handshake initiator =
        Handshake.initiator(
            FixedPolicy.REMOTE, FixedPolicy.saying(new Verdict.Refuse(503, "Late", List.of())));
    feed(initiator, "GNUTELLA/0.6 200 OK\r\n\r\n");
    assertTrue(text(initiator.step().reply()).startsWith("GNUTELLA/0.6 503 Late\r\n"));
  }

  @ParameterizedTest
  @CsvSource({"Accept: application/x-gnutella2", "Content-Type: application/x-gnutella2"})
  void anotherProtocolInTheSameDressIsNotAcceptable(String field) {
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.permissive());
    feed(acceptor, "GNUTELLA CONNECT/0.6\r\n" + field + "\r\n\r\n");
    assertTrue(text(acceptor.step().reply()).startsWith("GNUTELLA/0.6 406 "));
  }

  @Test
  void controlCharactersAreNeverEchoed() {
    Handshake acceptor =
        Handshake.acceptor(
            FixedPolicy.REMOTE,
            FixedPolicy.saying(
                new Verdict.Refuse(403, "No\r\nX-Evil: 1\u0000\u0085\u009b\u007f", List.of())));
    feed(acceptor, OFFER);
    String reply = text(acceptor.step().reply());
    assertTrue(reply.startsWith("GNUTELLA/0.6 403 No  X-Evil: 1    \r\n"), reply);
    assertFalse(reply.replace("\r\n", "").codePoints().anyMatch(Character::isISOControl));
  }

  @Test
  void anUltrapeerThatWillNotBeALeafIsLetGo() {
    Handshake acceptor =
        Handshake.acceptor(
            FixedPolicy.REMOTE,
            FixedPolicy.saying(new Verdict.Accept(PeerMode.LEAF, false, List.of())));
    feed(acceptor, OFFER);
    feed(acceptor, "GNUTELLA/0.6 200 OK\r\n\r\n");
    Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, acceptor.step());
    assertEquals(Handshake.Failure.REFUSED, failed.failure());
  }

  private static byte[] play(Handshake handshake, byte[] input, boolean byteByByte) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int each = byteByByte ? 1 : input.length;
    for (int i = 0; i < input.length; i += each) {
      assertEquals(each, handshake.feed(input, i, each));
      out.writeBytes(handshake.step().reply());
    }
    assertArrayEquals(handshake.step().reply(), out.toByteArray());
    return out.toByteArray();
  }

  private static int feed(Handshake handshake, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return handshake.feed(bytes, 0, bytes.length);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
