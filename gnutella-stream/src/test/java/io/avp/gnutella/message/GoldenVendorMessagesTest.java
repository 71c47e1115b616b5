package io.avp.gnutella.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.avp.gnutella.Vectors;
import io.avp.gnutella.Vectors.Vector;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden vector of a vendor message. */
class GoldenVendorMessagesTest {
  private static final Map<String, HeaderCheck.Verdict> HEADERS =
      Map.of(
          "vmsg-bad-short", HeaderCheck.Verdict.DROP_SHORT,
          "vmsg-bad-hops1", HeaderCheck.Verdict.DROP_TRAVELLED,
          "vmsg-bad-ttl2", HeaderCheck.Verdict.DROP_TRAVELLED);

  private static final Map<String, Rejection> REJECTIONS =
      Map.of(
          "vmsg-bad-port0", Rejection.PORT_ZERO,
          "vmsg-bad-supported-count", Rejection.BAD_COUNT,
          "vmsg-bad-hopsflow-len", Rejection.TRUNCATED);

  static Stream<Vector> valid() {
    return Vectors.golden("vmsg").filter(Vector::valid);
  }

  static Stream<Vector> invalid() {
    return Vectors.golden("vmsg").filter(v -> !v.valid());
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validOnesHaveTheirFieldsAndEncodeBack(Vector vector) throws MalformedException {
    byte[] frame = vector.bytes();
    VendorMessage message = decode(frame);
    GoldenMessagesTest.agree(vector.expect(), VendorFields.of(message, frame), vector.name());
    byte[] again = message.frame(Guid.read(frame, 0), Header.type(frame, 0), Header.ttl(frame, 0));
    assertArrayEquals(frame, again, () -> HexFormat.of().formatHex(again));
    if (vector.json().path("transport").asText().equals("tcp")) {
      assertEquals(HeaderCheck.Verdict.ACCEPT, HeaderCheck.overTcp(frame, 0, false));
    }
    if (message instanceof TimeSync sync) {
      assertEquals(Guid.read(frame, 0), sync.id());
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidOnesAreRejectedForTheStatedReason(Vector vector) {
    HeaderCheck.Verdict verdict = HeaderCheck.overTcp(vector.bytes(), 0, false);
    if (HEADERS.containsKey(vector.name())) {
      assertEquals(HEADERS.get(vector.name()), verdict);
      return;
    }
    assertEquals(HeaderCheck.Verdict.ACCEPT, verdict);
    MalformedException e =
        assertThrows(MalformedException.class, () -> decode(vector.bytes()), vector.name());
    assertEquals(REJECTIONS.get(vector.name()), e.reason());
  }

  @Test
  void theAnswerToACrawlerCarriesLanguagesAndPrograms() throws MalformedException {
    HostAddress host = HostAddress.parse("203.0.113.5:6346");
    Crawl.Answer answer =
        new Crawl.Answer(
            Crawl.MINUTES | Crawl.LOCALE | Crawl.AGENTS,
            List.of(new Crawl.Neighbour(host, 65_535, "de")),
            List.of(new Crawl.Neighbour(host, 0, "en")),
            "One/1.0;Two/2.0;");
    assertEquals(answer, decode(answer.frame(Guid.BLANK)));
  }

  @Test
  void anAnswerToACrawlerThatCountsTooManyIsRejected() {
    byte[] frame = new Crawl.Answer(0, List.of(), List.of(), "").frame(Guid.BLANK);
    frame[Header.BYTES + 8] = 1;
    assertEquals(
        Rejection.BAD_COUNT, assertThrows(MalformedException.class, () -> decode(frame)).reason());
  }

  @Test
  void aVetoWithoutAVersionForbidsAll() throws MalformedException {
    OutOfBand.Veto all = new OutOfBand.Veto(java.util.OptionalInt.empty());
    assertEquals(all, decode(all.frame(Guid.BLANK)));
  }

  private static VendorMessage decode(byte[] frame) throws MalformedException {
    return VendorMessage.decode(
        Guid.read(frame, 0), frame, Header.BYTES, frame.length - Header.BYTES);
  }
}
