package io.avp.gnutella.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.avp.gnutella.handshake.Handshake.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake 0.4: one line each way, both roles; off unless the policy knows it. */
class LegacyHandshakeTest {
  private static final String OFFER = "GNUTELLA CONNECT/0.4\n\n";
  private static final String ANSWER = "GNUTELLA OK\n\n";

  @Test
  void theAcceptorAnswersInOneLine() {
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.legacy());
    assertEquals(OFFER.length(), feed(acceptor, OFFER + "binary"));
    Handshake.Done done = assertInstanceOf(Handshake.Done.class, acceptor.step());
    assertEquals(ANSWER, new String(done.reply(), StandardCharsets.US_ASCII));
    assertIsFlat(done.relation());
    assertFalse(done.relation().outgoing());
  }

  @Test
  void theInitiatorSaysOneLineAndNoMore() {
    Handshake initiator = Handshake.legacyInitiator(FixedPolicy.REMOTE, FixedPolicy.legacy());
    assertEquals(OFFER, new String(initiator.opening(), StandardCharsets.US_ASCII));
    assertEquals(ANSWER.length(), feed(initiator, ANSWER + "binary"));
    Handshake.Done done = assertInstanceOf(Handshake.Done.class, initiator.step());
    assertEquals(0, done.reply().length);
    assertIsFlat(done.relation());
  }

  private static void assertIsFlat(Relation relation) {
    assertEquals(PeerMode.LEGACY, relation.remoteMode());
    assertFalse(relation.inflateInbound() || relation.deflateOutbound());
    assertFalse(relation.ggep() || relation.vendorMessages() || relation.bye());
    assertFalse(relation.leafQrp() || relation.ultrapeerQrp() || relation.dynamicQuerying());
    assertEquals(7, relation.maxTtl());
  }

  @Test
  void itMayComeByteByByteAndWithAnyLineEnd() {
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.legacy());
    for (char c : "GNUTELLA CONNECT/0.4\r\n\r\n".toCharArray()) {
      assertEquals(1, feed(acceptor, String.valueOf(c)));
    }
    assertInstanceOf(Handshake.Done.class, acceptor.step());
  }

  @Test
  void whoDoesNotSpeakItRefusesWithoutAnAnswer() {
    assertFails(Failure.REFUSED, Handshake.acceptor(FixedPolicy.REMOTE, permissive()), OFFER);
    Handshake initiator = Handshake.legacyInitiator(FixedPolicy.REMOTE, permissive());
    assertFails(Failure.REFUSED, initiator, ANSWER);
  }

  private static FixedPolicy permissive() {
    return FixedPolicy.permissive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GNUTELLA CONNECT/0.4\nUser-Agent: Mixed/1\n\n",
        "GNUTELLA CONNECT/0.4\r\nX-Ultrapeer: True\r\n\r\n",
        "GNUTELLA CONNECT/0.40\n\n",
        "GNUTELLA CONNECT/0.4 \n\n",
        "GNUTELLA CONNECT/0.3\n\n"
      })
  void whatMixesOldAndNewIsMalformed(String text) {
    FixedPolicy policy = FixedPolicy.legacy();
    assertFails(Failure.MALFORMED, Handshake.acceptor(FixedPolicy.REMOTE, policy), text);
    assertNull(policy.asked, "no slot was asked for");
  }

  @Test
  void overlongOnesAreCutOff() {
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.legacy());
    assertFails(Failure.TOO_LARGE, acceptor, "GNUTELLA CONNECT/0.4" + " ".repeat(2_000) + "\n\n");
    Handshake many = Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.legacy());
    assertFails(Failure.TOO_LARGE, many, "GNUTELLA CONNECT/0.4\n" + "X: 1\n".repeat(40) + "\n");
    Handshake initiator = Handshake.legacyInitiator(FixedPolicy.REMOTE, FixedPolicy.legacy());
    assertFails(Failure.TOO_LARGE, initiator, "GNUTELLA OK" + "!".repeat(2_000));
  }

  @ParameterizedTest
  @CsvSource({
    "GNUTELLA/0.6 503 Full,REFUSED_BY_REMOTE",
    "GNUTELLA/0.6 200 OK,REFUSED_BY_REMOTE",
    "GNUTELLA OKAY,MALFORMED",
    "HTTP/1.1 200 OK,MALFORMED"
  })
  void anInitiatorTakesNothingElseForAWelcome(String line, Failure failure) {
    Handshake initiator = Handshake.legacyInitiator(FixedPolicy.REMOTE, FixedPolicy.legacy());
    assertFails(failure, initiator, line + "\r\nX-Ultrapeer: True\r\n\r\n");
  }

  @Test
  void anInitiatorOf06DoesNotFallBack() {
    Handshake initiator = Handshake.initiator(FixedPolicy.REMOTE, FixedPolicy.legacy());
    assertFails(Failure.MALFORMED, initiator, ANSWER);
  }

  @Test
  void whatIsSaidOfOthersDoesNotLetItIn() {
    FixedPolicy policy =
        FixedPolicy.saying(new HandshakePolicy.Verdict.Accept(PeerMode.LEAF, true, List.of()));
    assertFails(Failure.REFUSED, Handshake.acceptor(FixedPolicy.REMOTE, policy), OFFER);
  }

  private static void assertFails(Failure failure, Handshake handshake, String text) {
    feed(handshake, text);
    Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, handshake.step());
    assertEquals(failure, failed.failure());
    assertEquals(0, failed.reply().length);
  }

  private static int feed(Handshake handshake, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return handshake.feed(bytes, 0, bytes.length);
  }
}
