package io.avp.gnutella.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avp.gnutella.Vectors;
import io.avp.gnutella.Vectors.Vector;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every golden vector of a descriptor: valid ones to their fields and back, invalid ones to their
 * rejection.
 */
class GoldenMessagesTest {
  private static final Map<String, Rejection> REJECTIONS =
      Map.ofEntries(
          Map.entry("ping-bad-nonggep-payload", Rejection.TRAILING_DATA),
          Map.entry("ping-bad-ggep-reserved-bit", Rejection.BAD_GGEP),
          Map.entry("pong-bad-short", Rejection.TRUNCATED),
          Map.entry("pong-bad-port0", Rejection.PORT_ZERO),
          Map.entry("pong-bad-ipp-length", Rejection.BAD_LIST_LENGTH),
          Map.entry("query-bad-minspeed0", Rejection.ANCIENT_QUERY),
          Map.entry("query-bad-no-nul", Rejection.NO_TERMINATOR),
          Map.entry("query-bad-empty", Rejection.EMPTY),
          Map.entry("query-bad-utf8", Rejection.BAD_UTF8),
          Map.entry("query-bad-overhead", Rejection.OVERHEAD),
          Map.entry("query-bad-overhead-fs", Rejection.OVERHEAD),
          Map.entry("query-bad-sha1", Rejection.BAD_SHA1),
          Map.entry("qhit-bad-count", Rejection.BAD_COUNT),
          Map.entry("qhit-bad-zero", Rejection.EMPTY),
          Map.entry("qhit-bad-nul-in-ggep", Rejection.NUL_IN_EXTENSION),
          Map.entry("qhit-bad-no-second-nul", Rejection.NO_TERMINATOR),
          Map.entry("qhit-bad-short", Rejection.TRUNCATED),
          Map.entry("qhit-bad-blank-guid", Rejection.BLANK_GUID),
          Map.entry("qhit-bad-guid-eq-muid", Rejection.GUID_IS_MESSAGE_ID),
          Map.entry("qhit-bad-port0", Rejection.PORT_ZERO),
          Map.entry("qhit-bad-opensize", Rejection.BAD_TRAILER),
          Map.entry("push-bad-short", Rejection.TRUNCATED),
          Map.entry("push-bad-trailing", Rejection.TRAILING_DATA),
          Map.entry("push-bad-port0", Rejection.PORT_ZERO),
          Map.entry("udp-bad-deflated", Rejection.BAD_DEFLATE),
          Map.entry("udp-bad-truncated", Rejection.TRUNCATED),
          Map.entry("ggep-bad-idlen0", Rejection.BAD_GGEP),
          Map.entry("ggep-bad-len-both-flags", Rejection.BAD_GGEP),
          Map.entry("ggep-bad-len-no-flags", Rejection.BAD_GGEP),
          Map.entry("ggep-bad-len-4bytes", Rejection.BAD_GGEP),
          Map.entry("ggep-bad-truncated", Rejection.BAD_GGEP),
          Map.entry("ggep-bad-no-last", Rejection.BAD_GGEP));

  private static final Map<String, HeaderCheck.Verdict> HEADERS =
      Map.ofEntries(
          Map.entry("bye-bad-hops1", HeaderCheck.Verdict.DROP_TRAVELLED),
          Map.entry("bye-bad-too-large-header", HeaderCheck.Verdict.CLOSE_SIZE),
          Map.entry("query-bad-too-large-forward", HeaderCheck.Verdict.DROP_QUERY_SIZE),
          Map.entry("query-bad-kick-header", HeaderCheck.Verdict.CLOSE_QUERY_SIZE),
          Map.entry("query-bad-leaf-hops1", HeaderCheck.Verdict.CLOSE_LEAF_RELAYED),
          Map.entry("query-bad-ttl-hops-hard", HeaderCheck.Verdict.LOCAL_ONLY),
          Map.entry("query-bad-hops-128", HeaderCheck.Verdict.LOCAL_ONLY),
          Map.entry("header-bad-size-64k", HeaderCheck.Verdict.CLOSE_SIZE),
          Map.entry("header-bad-size-negative", HeaderCheck.Verdict.CLOSE_SIZE),
          Map.entry("header-bad-sflag-unnegotiated", HeaderCheck.Verdict.CLOSE_SIZE),
          Map.entry("header-unknown-function", HeaderCheck.Verdict.DROP_FUNCTION),
          Map.entry("header-dht-over-tcp", HeaderCheck.Verdict.DROP_FUNCTION));

  static Stream<Vector> valid() {
    return Vectors.golden("ping", "pong", "query", "qhit", "push", "bye", "hsep")
        .filter(Vector::valid);
  }

  static Stream<Vector> invalid() {
    return Vectors.golden("ping", "pong", "query", "qhit", "push", "bye", "udp", "ggep", "header")
        .filter(v -> !v.valid());
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validOnesHaveTheirFieldsAndEncodeBack(Vector vector) throws MalformedException {
    byte[] frame = vector.bytes();
    int n = frame.length - Header.BYTES;
    Guid id = Guid.read(frame, 0);
    int ttl = Header.ttl(frame, 0);
    int hops = Header.hops(frame, 0);
    JsonNode fields;
    byte[] again;
    switch (vector.category()) {
      case "ping" -> {
        Ping p = Ping.decode(frame, Header.BYTES, n);
        fields = Fields.ping(p, frame);
        again = p.frame(id, ttl, hops);
      }
      case "pong" -> {
        Pong p = Pong.decode(frame, Header.BYTES, n);
        fields = Fields.pong(p);
        again = p.frame(id, ttl, hops);
      }
      case "query" -> {
        Query q = Query.decode(frame, Header.BYTES, n);
        fields = Fields.query(q, frame);
        again = q.frame(id, ttl, hops);
      }
      case "qhit" -> {
        QueryHit h = QueryHit.decode(frame, Header.BYTES, n);
        fields = Fields.hit(h);
        again = h.frame(id, ttl, hops);
      }
      case "push" -> {
        Push p = Push.decode(frame, Header.BYTES, n);
        fields = Fields.push(p);
        again = p.frame(id, ttl, hops);
      }
      case "bye" -> {
        Bye b = Bye.decode(frame, Header.BYTES, n);
        fields = Fields.bye(b);
        again = b.frame(id);
      }
      default -> {
        Hsep h = Hsep.decode(frame, Header.BYTES, n);
        fields = Fields.hsep(h);
        again = h.frame(id);
      }
    }
    ((ObjectNode) fields).set("header", Fields.header(frame));
    agree(vector.expect(), fields, vector.name());
    if (!vector.name().equals("query-shareaza-le-flags")) { // its flags are mended, so they differ
      assertArrayEquals(frame, again, () -> HexFormat.of().formatHex(again));
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidOnesAreRejectedForTheStatedReason(Vector vector) {
    HeaderCheck.Verdict verdict = HEADERS.get(vector.name());
    if (verdict != null) {
      boolean leaf = vector.json().path("context").path("from").asText().equals("leaf");
      assertEquals(verdict, HeaderCheck.overTcp(vector.bytes(), 0, leaf));
      return;
    }
    if (vector.name().equals("ggep-bad-cobs")) {
      assertEquals(0, readGgepIgnoringBroken(vector.bytes()));
      return;
    }
    assertNotNull(REJECTIONS.get(vector.name()), "no expectation for this vector");
    MalformedException e =
        assertThrows(MalformedException.class, () -> decode(vector.category(), vector.bytes()));
    assertEquals(REJECTIONS.get(vector.name()), e.reason());
  }

  @ParameterizedTest
  @MethodSource("validGgep")
  void blocksHaveTheirExtensionsAndEncodeBack(Vector vector) throws MalformedException {
    Ggep ggep = Ggep.read(new WireReader(vector.bytes(), 0, vector.bytes().length));
    assertEquals(vector.expect().path("ggep"), Fields.ggep(ggep));
    assertArrayEquals(vector.bytes(), ggep.encode());
  }

  static Stream<Vector> validGgep() {
    return Vectors.golden("ggep").filter(Vector::valid);
  }

  @ParameterizedTest
  @MethodSource("deflated")
  void deflatedDatagramsAreInflated(Vector vector) throws MalformedException {
    byte[] plain = Datagrams.plain(vector.bytes());
    assertEquals(vector.expect().path("ttl_after").asInt(), Header.ttl(plain, 0));
    assertEquals(
        vector.expect().path("inflated_payload").asText(),
        HexFormat.of().formatHex(plain, Header.BYTES, plain.length));
  }

  static Stream<Vector> deflated() {
    return Vectors.golden("udp").filter(Vector::valid);
  }

  static Stream<Vector> marked() {
    return Vectors.golden("header").filter(Vector::valid);
  }

  /** Flags in the length are valid where both sides agreed on sflag; we never offer it. */
  @ParameterizedTest
  @MethodSource("marked")
  void markedLengthsAreRefusedForWeNeverAgreeOnThem(Vector vector) {
    int field = Header.payloadLength(vector.bytes(), 0);
    assertEquals("sflag/0.1", vector.json().path("context").path("features").asText());
    assertEquals(vector.expect().path("payload_length").asInt(), field & 0xffff);
    assertEquals(vector.expect().path("size_flags").asInt(), field >>> 16 & 0x7fff);
    assertEquals(HeaderCheck.Verdict.CLOSE_SIZE, HeaderCheck.overTcp(vector.bytes(), 0, false));
  }

  private static int readGgepIgnoringBroken(byte[] bytes) {
    try {
      Ggep ggep = Ggep.read(new WireReader(bytes, 0, bytes.length));
      return (int) ggep.ids().stream().filter(id -> ggep.find(id).isPresent()).count();
    } catch (MalformedException e) {
      return 0;
    }
  }

  private static void decode(String category, byte[] frame) throws MalformedException {
    int n = frame.length - Header.BYTES;
    switch (category) {
      case "ping" -> Ping.decode(frame, Header.BYTES, n);
      case "pong" -> Pong.decode(frame, Header.BYTES, n);
      case "query" -> Query.decode(frame, Header.BYTES, n);
      case "qhit" -> QueryHit.decodeAnswer(Guid.read(frame, 0), frame, Header.BYTES, n);
      case "push" -> Push.decode(frame, Header.BYTES, n);
      case "udp" -> Datagrams.plain(frame);
      case "ggep" -> Ggep.read(new WireReader(frame, 0, frame.length));
      default -> throw new AssertionError(category);
    }
  }

  /** Every field that the vector states is the one that was decoded. */
  static void agree(JsonNode expected, JsonNode actual, String where) {
    if (expected.isArray()) {
      assertEquals(expected.size(), actual.size(), where);
      for (int i = 0; i < expected.size(); i++) {
        agree(expected.get(i), actual.get(i), where + "[" + i + "]");
      }
      return;
    }
    if (!expected.isObject()) {
      assertEquals(expected.asText(), actual.asText(), where);
      return;
    }
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      String name = where + "." + field.getKey();
      JsonNode value = actual.path(field.getKey());
      if (field.getKey().equals("ipv6")) {
        assertEquals("20010db8000000000000000000000001", value.asText(), name);
      } else {
        assertEquals(false, value.isMissingNode(), name + " was not decoded");
        agree(field.getValue(), value, name);
      }
    }
  }
}
