package io.avp.gnutella.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.Vectors;
import io.avp.gnutella.Vectors.Capture;
import io.avp.gnutella.qrp.QrpReceiver;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real servents sent: every descriptor is read, judged sane and written back as it came. */
class CapturedMessagesTest {
  /** All but handshakes, HTTP and the fragments of another protocol. */
  static Stream<Capture> descriptors() {
    return Vectors.captures().filter(c -> c.file().endsWith(".hex") && !isFragment(c));
  }

  static Stream<Capture> fragments() {
    return Vectors.captures().filter(CapturedMessagesTest::isFragment);
  }

  private static boolean isFragment(Capture capture) {
    return capture.kind().startsWith("semi-reliable UDP");
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void descriptorsAreReadAndWrittenBack(Capture capture) throws MalformedException {
    boolean datagram = capture.transport().equals("udp");
    if (datagram) {
      assertTrue(Datagrams.isWhole(capture.bytes()));
    }
    byte[] frame = datagram ? Datagrams.plain(capture.bytes()) : capture.bytes();
    assertEquals(frame.length - Header.BYTES, Header.payloadLength(frame, 0));
    if (!datagram) {
      assertEquals(HeaderCheck.Verdict.ACCEPT, HeaderCheck.overTcp(frame, 0, false));
    }
    byte[] again = again(capture.kind(), frame);
    assertArrayEquals(frame, again, () -> HexFormat.of().formatHex(again));
  }

  @ParameterizedTest
  @MethodSource("fragments")
  void fragmentsOfSemiReliableUdpAreNoDescriptors(Capture capture) {
    assertFalse(Datagrams.isWhole(capture.bytes()));
  }

  private static byte[] again(String kind, byte[] frame) throws MalformedException {
    Guid id = Guid.read(frame, 0);
    int ttl = Header.ttl(frame, 0);
    int hops = Header.hops(frame, 0);
    int n = frame.length - Header.BYTES;
    DescriptorType type = Header.type(frame, 0);
    assertEquals(type, typeOf(kind));
    return switch (type) {
      case PING -> Ping.decode(frame, Header.BYTES, n).frame(id, ttl, hops);
      case PONG -> Pong.decode(frame, Header.BYTES, n).frame(id, ttl, hops);
      case QUERY -> Query.decode(frame, Header.BYTES, n).frame(id, ttl, hops);
      case QUERY_HIT -> hit(QueryHit.decodeAnswer(id, frame, Header.BYTES, n)).frame(id, ttl, hops);
      case PUSH -> Push.decode(frame, Header.BYTES, n).frame(id, ttl, hops);
      case BYE -> Bye.decode(frame, Header.BYTES, n).frame(id);
      case HSEP -> Hsep.decode(frame, Header.BYTES, n).frame(id);
      case QRP -> Qrp.frame(id, Arrays.copyOfRange(frame, Header.BYTES, frame.length));
      default ->
          vendor(kind, VendorMessage.decode(id, frame, Header.BYTES, n)).frame(id, type, ttl);
    };
  }

  private static DescriptorType typeOf(String kind) {
    return switch (kind.split("_", 2)[0]) {
      case "QUERYHIT" -> DescriptorType.QUERY_HIT;
      case "VMSG" -> DescriptorType.VENDOR;
      case "QRP" -> DescriptorType.QRP;
      default -> DescriptorType.valueOf(kind);
    };
  }

  /** What a searcher needs of a hit is there. */
  private static QueryHit hit(QueryHit hit) {
    assertFalse(hit.records().isEmpty());
    hit.records().forEach(r -> assertTrue(r.sha1().isPresent(), r::name));
    assertTrue(hit.trailer().orElseThrow().vendor().matches("[A-Z]{4}"));
    return hit;
  }

  /** It is the kind that the capture names: vendor_selectorVversion_Name. */
  private static VendorMessage vendor(String kind, VendorMessage message) {
    String vendor = message.kind().vendor();
    String named =
        "VMSG_%s_%dv%d_"
            .formatted(
                vendor.equals(VendorMessage.STANDARD) ? "null" : vendor,
                message.kind().selector(),
                message.kind().version());
    assertTrue(kind.startsWith(named), () -> kind + " was read as " + message);
    // Version 1 of the features has no description, and is passed over.
    assertEquals(kind.contains("_null_10v1_"), message instanceof VendorMessage.Unknown, kind);
    return message;
  }

  @Test
  void tablesThatWereCapturedWholeAreAssembled() throws MalformedException {
    int assembled = 0;
    List<Capture> qrp = Vectors.captures().filter(c -> c.kind().startsWith("QRP_")).toList();
    for (Capture patch : qrp) {
      byte[] p = patch.bytes();
      boolean whole = p[Header.BYTES] == 1 && p[Header.BYTES + 1] == 1 && p[Header.BYTES + 2] == 1;
      if (whole && assembles(qrp, p)) {
        assembled++;
      }
    }
    assertEquals(qrp.stream().filter(c -> c.kind().equals("QRP_PATCH")).count(), assembled);
  }

  /** True if the patch covers exactly the table of one of the captured resets. */
  private static boolean assembles(List<Capture> qrp, byte[] patch) {
    return qrp.stream()
        .map(Capture::bytes)
        .filter(r -> r[Header.BYTES] == 0)
        .anyMatch(reset -> completes(reset, patch));
  }

  private static boolean completes(byte[] reset, byte[] patch) {
    try (QrpReceiver receiver = new QrpReceiver()) {
      receiver.accept(reset, Header.BYTES, reset.length - Header.BYTES);
      return receiver.accept(patch, Header.BYTES, patch.length - Header.BYTES).isPresent();
    } catch (MalformedException e) {
      return false; // a reset of another size
    }
  }
}
