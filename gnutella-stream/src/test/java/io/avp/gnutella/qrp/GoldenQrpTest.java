package io.avp.gnutella.qrp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.Vectors;
import io.avp.gnutella.Vectors.Vector;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HeaderCheck;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden vector of a query routing table, each in the state that it supposes. */
class GoldenQrpTest {
  private static final Map<String, Rejection> REJECTIONS =
      Map.of(
          "qrp-bad-reset-nonpow2", Rejection.BAD_TABLE_LENGTH,
          "qrp-bad-reset-inf0", Rejection.BAD_INFINITY,
          "qrp-bad-reset-short", Rejection.TRUNCATED,
          "qrp-bad-patch-seq0", Rejection.BAD_SEQUENCE,
          "qrp-bad-patch-seq-gt-size", Rejection.BAD_SEQUENCE,
          "qrp-bad-entrybits", Rejection.BAD_ENTRY_BITS,
          "qrp-bad-compressor", Rejection.BAD_COMPRESSOR,
          "qrp-bad-patch-overflow", Rejection.BAD_COVERAGE,
          "qrp-bad-patch-incomplete", Rejection.BAD_COVERAGE,
          "qrp-bad-variant", Rejection.UNKNOWN_VARIANT);

  static Stream<Vector> valid() {
    return Vectors.golden("qrp").filter(Vector::valid);
  }

  static Stream<Vector> invalid() {
    return Vectors.golden("qrp").filter(v -> !v.valid());
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validOnesMakeTheStatedTable(Vector vector) throws MalformedException {
    byte[] frame = vector.bytes();
    JsonNode expect = vector.expect();
    assertEquals(HeaderCheck.Verdict.ACCEPT, HeaderCheck.overTcp(frame, 0, true));
    assertEquals(expect.path("header").path("function").asInt(), DescriptorType.QRP.code());
    assertEquals(expect.path("header").path("muid").asText(), Guid.read(frame, 0).toString());
    try (QrpReceiver receiver = prepared(vector)) {
      Optional<QrpTable> table = accept(receiver, frame);
      if (expect.path("seq").asInt(1) < expect.path("total").asInt(1)) {
        assertTrue(table.isEmpty());
      } else if (expect.has("slots")) {
        assertEquals(expect.path("slots").asInt(), table.orElseThrow().slots());
        assertEquals(0, table.orElseThrow().present());
      } else {
        assertEquals(slots(expect.path("present_slots")), present(table.orElseThrow()));
        for (JsonNode word : expect.path("words")) {
          assertTrue(table.orElseThrow().contains(QrpHash.hash(word.asText())), word.asText());
        }
      }
    }
    byte[] payload = Arrays.copyOfRange(frame, Header.BYTES, frame.length);
    assertArrayEquals(frame, Qrp.frame(Guid.read(frame, 0), payload));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidOnesAreRejectedForTheStatedReason(Vector vector) throws MalformedException {
    HeaderCheck.Verdict verdict = HeaderCheck.overTcp(vector.bytes(), 0, true);
    if (vector.name().equals("qrp-bad-hops")) {
      assertEquals(HeaderCheck.Verdict.DROP_TRAVELLED, verdict);
      return;
    }
    assertEquals(HeaderCheck.Verdict.ACCEPT, verdict);
    try (QrpReceiver receiver = prepared(vector)) {
      MalformedException e =
          assertThrows(MalformedException.class, () -> accept(receiver, vector.bytes()));
      assertEquals(REJECTIONS.get(vector.name()), e.reason());
    }
  }

  /** A receiver that has seen what the vector says has been sent before. */
  private static QrpReceiver prepared(Vector vector) throws MalformedException {
    QrpReceiver receiver = new QrpReceiver();
    JsonNode expect = vector.expect();
    if (vector.name().equals("qrp-patch-deflate-2of2")) {
      reset(receiver, 65_536, 7);
      accept(receiver, Vectors.golden1("qrp-patch-deflate-1of2").bytes());
    } else if (expect.has("applied_on")) {
      reset(receiver, 64, 7);
      accept(receiver, Vectors.golden1("qrp-patch-4bit").bytes());
    } else if (vector.name().contains("patch") || !vector.valid()) {
      JsonNode after =
          expect.has("after_reset")
              ? expect.path("after_reset")
              : vector.json().path("context").path("after_reset");
      reset(receiver, after.path("slots").asInt(64), after.path("infinity").asInt(7));
    }
    return receiver;
  }

  private static void reset(QrpReceiver receiver, int slots, int infinity)
      throws MalformedException {
    byte[] payload = {
      0, (byte) slots, (byte) (slots >>> 8), (byte) (slots >>> 16), 0, (byte) infinity
    };
    receiver.accept(payload, 0, payload.length);
  }

  private static Optional<QrpTable> accept(QrpReceiver receiver, byte[] frame)
      throws MalformedException {
    return receiver.accept(frame, Header.BYTES, frame.length - Header.BYTES);
  }

  private static List<Integer> slots(JsonNode list) {
    List<Integer> slots = new ArrayList<>();
    list.forEach(s -> slots.add(s.asInt()));
    return slots;
  }

  private static List<Integer> present(QrpTable table) {
    List<Integer> slots = new ArrayList<>();
    table.forEachSlot(slots::add);
    return slots;
  }
}
