package io.avp.gnutella.handshake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.Vectors;
import io.avp.gnutella.Vectors.Vector;
import io.avp.gnutella.wire.HostAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden vector of a handshake, each in the step that it belongs to. */
class GoldenHandshakeTest {
  private static final Map<String, Handshake.Failure> FAILURES =
      Map.of(
          "handshake-bad-04", Handshake.Failure.REFUSED,
          "handshake-bad-longline", Handshake.Failure.TOO_LARGE,
          "handshake-bad-toomany", Handshake.Failure.TOO_LARGE,
          "handshake-bad-status", Handshake.Failure.MALFORMED);

  static Stream<Vector> offers() {
    return steps(1);
  }

  static Stream<Vector> answers() {
    return steps(2);
  }

  static Stream<Vector> acknowledgements() {
    return steps(3);
  }

  static Stream<Vector> invalid() {
    return Vectors.golden("handshake").filter(v -> !v.valid());
  }

  @ParameterizedTest
  @MethodSource("offers")
  void offersAreReadAndAnswered(Vector vector) {
    FixedPolicy policy = FixedPolicy.permissive();
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, policy);
    feedWhole(acceptor, vector.bytes());
    JsonNode expect = vector.expect();
    Headers headers = policy.asked;
    String answer = reply(acceptor);
    assertTrue(answer.startsWith("GNUTELLA/0.6 200 OK\r\n"), answer);
    if (expect.has("ultrapeer")) {
      assertEquals(
          expect.path("ultrapeer").asBoolean(), Negotiation.isTrue(headers, "X-Ultrapeer"));
    }
    if (expect.has("crawler")) {
      assertEquals(expect.path("crawler").asText(), headers.get("Crawler").orElseThrow());
    }
    assertEquals(expect.path("upgrade_tls").asBoolean(), headers.hasToken("Upgrade", "TLS/1.0"));
    assertFalse(answer.contains("Upgrade:"), "not offered, so the connection stays in the clear");
    assertEquals(
        expect.path("accept_deflate").asBoolean(), answer.contains("Content-Encoding: deflate"));
    feedWhole(acceptor, "GNUTELLA/0.6 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    Relation relation = assertInstanceOf(Handshake.Done.class, acceptor.step()).relation();
    assertEquals(expect.path("degree").asInt(6), relation.degree());
    assertEquals(expect.path("max_ttl").asInt(7), relation.maxTtl());
    assertEquals(expect.path("good_ultrapeer_limewire").asBoolean(), isGood(relation));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answersEndTheHandshakeOfAnInitiator(Vector vector) {
    FixedPolicy policy = FixedPolicy.permissive();
    Handshake initiator = Handshake.initiator(FixedPolicy.REMOTE, policy);
    feedWhole(initiator, vector.bytes());
    JsonNode expect = vector.expect();
    List<String> hosts;
    if (expect.path("code").asInt() == 200) {
      Handshake.Done done = assertInstanceOf(Handshake.Done.class, initiator.step());
      hosts = texts(done.tryUltrapeers());
      assertEquals(expect.path("content_deflate").asBoolean(), done.relation().inflateInbound());
      assertEquals(
          expect.path("ultrapeer_needed").asBoolean(),
          Negotiation.isTrue(policy.asked, "X-Ultrapeer-Needed"));
      assertTrue(reply(initiator).startsWith("GNUTELLA/0.6 200 OK\r\n"));
    } else {
      Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, initiator.step());
      hosts = texts(failed.tryUltrapeers());
      assertEquals(Handshake.Failure.REFUSED_BY_REMOTE, failed.failure());
      assertTrue(failed.detail().contains(" " + expect.path("code").asText() + " "));
      assertEquals(0, failed.reply().length);
    }
    List<String> expected = new ArrayList<>();
    expect.path("try_ultrapeers").forEach(h -> expected.add(h.asText()));
    assertEquals(expected, hosts);
  }

  @ParameterizedTest
  @MethodSource("acknowledgements")
  void acknowledgementsEndTheHandshakeOfAnAcceptor(Vector vector) {
    boolean leaf = vector.expect().path("becomes_leaf").asBoolean();
    PeerMode mode = leaf ? PeerMode.LEAF : PeerMode.ULTRAPEER;
    Handshake acceptor =
        Handshake.acceptor(
            FixedPolicy.REMOTE,
            FixedPolicy.saying(new HandshakePolicy.Verdict.Accept(mode, true, List.of())));
    feedWhole(acceptor, Vectors.golden1("handshake-06-connect").bytes());
    assertEquals(leaf, reply(acceptor).contains("X-Ultrapeer-Needed: False\r\n"));
    feedWhole(acceptor, vector.bytes());
    Relation relation = assertInstanceOf(Handshake.Done.class, acceptor.step()).relation();
    assertEquals(mode, relation.remoteMode());
    assertEquals(vector.expect().path("content_deflate").asBoolean(), relation.inflateInbound());
    assertTrue(relation.deflateOutbound());
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidOnesFailWithoutAnAnswer(Vector vector) {
    boolean answer = vector.json().path("context").path("step").asInt() == 2;
    Handshake handshake =
        answer
            ? Handshake.initiator(FixedPolicy.REMOTE, FixedPolicy.permissive())
            : Handshake.acceptor(FixedPolicy.REMOTE, FixedPolicy.permissive());
    handshake.feed(vector.bytes(), 0, vector.bytes().length);
    Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, handshake.step());
    assertEquals(FAILURES.get(vector.name()), failed.failure());
    assertEquals(0, failed.reply().length);
  }

  @Test
  void anOfferOfOldIsAnsweredAsOfOldWhereItIsSpoken() {
    Vector old = Vectors.golden1("handshake-bad-04");
    FixedPolicy policy = FixedPolicy.legacy();
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, policy);
    feedWhole(acceptor, old.bytes());
    assertEquals("GNUTELLA OK\n\n", reply(acceptor));
    assertInstanceOf(Handshake.Done.class, acceptor.step());
    Handshake initiator = Handshake.legacyInitiator(FixedPolicy.REMOTE, policy);
    assertArrayEquals(old.bytes(), initiator.opening());
  }

  @Test
  void aCrawlerIsToldOurNeighboursAndSentAway() {
    Handshake acceptor =
        Handshake.acceptor(
            FixedPolicy.REMOTE,
            FixedPolicy.saying(
                new HandshakePolicy.Verdict.Crawled(
                    List.of(FixedPolicy.SIBLING),
                    List.of(FixedPolicy.REMOTE, FixedPolicy.SIBLING))));
    feedWhole(acceptor, Vectors.golden1("handshake-crawler").bytes());
    String answer = reply(acceptor);
    assertTrue(answer.contains("\r\nPeers: 203.0.113.77:6346\r\n"), answer);
    assertTrue(answer.contains("\r\nLeaves: 203.0.113.5:4000,203.0.113.77:6346\r\n"), answer);
    feedWhole(acceptor, Vectors.golden1("handshake-06-ack").bytes());
    Handshake.Failed end = assertInstanceOf(Handshake.Failed.class, acceptor.step());
    assertEquals(Handshake.Failure.CRAWLED, end.failure());
  }

  private static boolean isGood(Relation r) {
    return r.degree() >= 15 && r.ultrapeerQrp() && r.maxTtl() < 5 && r.dynamicQuerying();
  }

  private static Stream<Vector> steps(int step) {
    return Vectors.golden("handshake")
        .filter(v -> v.valid() && v.json().path("context").path("step").asInt() == step);
  }

  private static List<String> texts(List<HostAddress> hosts) {
    return hosts.stream().map(HostAddress::toString).toList();
  }

  private static String reply(Handshake handshake) {
    return new String(handshake.step().reply(), StandardCharsets.UTF_8);
  }

  private static void feedWhole(Handshake handshake, byte[] block) {
    assertEquals(block.length, handshake.feed(block, 0, block.length));
  }
}
