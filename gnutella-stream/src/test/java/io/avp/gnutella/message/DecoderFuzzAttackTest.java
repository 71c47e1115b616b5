package io.avp.gnutella.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.Vectors;
import io.avp.gnutella.qrp.QrpReceiver;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Damaged descriptors: each is decoded, or rejected in the one declared way; what is decoded can be
 * looked at and written.
 */
class DecoderFuzzAttackTest {
  private static final long SEED = 20_261_201;
  private static final int CASES = 700_000;

  private final Random random = new Random(SEED);
  private final Set<Rejection> seen = EnumSet.noneOf(Rejection.class);
  private int decoded;

  @Test
  void everyDamagedDescriptorIsDecodedOrRejected() {
    List<byte[]> frames =
        Stream.concat(
                Vectors.golden(
                        "ping", "pong", "query", "qhit", "push", "bye", "hsep", "qrp", "vmsg",
                        "udp")
                    .map(Vectors.Vector::bytes),
                Vectors.captures()
                    .filter(c -> c.file().endsWith(".hex"))
                    .map(Vectors.Capture::bytes))
            .filter(frame -> frame.length >= Header.BYTES && frame.length < 2_000)
            .toList();
    for (int i = 0; i < CASES; i++) {
      byte[] frame = damaged(frames.get(random.nextInt(frames.size())));
      try {
        look(frame);
        decoded++;
      } catch (MalformedException e) {
        seen.add(e.reason());
        assertTrue(e.offset() >= 0 && e.offset() <= frame.length + 1, e::getMessage);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(java.util.HexFormat.of().formatHex(frame), e);
      }
    }
    assertTrue(decoded > CASES / 10 && decoded < CASES * 9 / 10, decoded + " were decoded");
    Set<Rejection> missing = EnumSet.complementOf(EnumSet.copyOf(seen));
    // A broken COBS code spoils its extension only; no damage makes a payload too large.
    assertEquals(EnumSet.of(Rejection.BAD_COBS, Rejection.TOO_LARGE), missing);
  }

  private byte[] damaged(byte[] whole) {
    byte[] frame = whole.clone();
    if (random.nextInt(4) == 0) {
      frame = Arrays.copyOf(frame, Header.BYTES + random.nextInt(frame.length - Header.BYTES + 8));
    }
    int payload = frame.length - Header.BYTES;
    for (int n = random.nextInt(4); n > 0 && payload > 0; n--) {
      int at = Header.BYTES + random.nextInt(payload);
      frame[at] =
          switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> (byte) 0x1c;
            case 2 -> Ggep.MAGIC;
            case 3 -> (byte) random.nextInt();
            default -> (byte) (frame[at] ^ 1 << random.nextInt(8));
          };
    }
    if (random.nextInt(8) == 0) {
      frame[16] = whole[16 + random.nextInt(7)];
    }
    return frame;
  }

  private static void look(byte[] frame) throws MalformedException {
    Guid id = Guid.read(frame, 0);
    int n = frame.length - Header.BYTES;
    HeaderCheck.overTcp(frame, 0, true);
    if (Header.ttl(frame, 0) > 0x80) {
      Datagrams.plain(frame);
    }
    byte[] again =
        switch (Header.type(frame, 0)) {
          case PING -> Ping.decode(frame, Header.BYTES, n).frame(id, 1, 0);
          case PONG -> pong(Pong.decode(frame, Header.BYTES, n)).frame(id, 1, 0);
          case QUERY -> query(Query.decode(frame, Header.BYTES, n)).frame(id, 1, 0);
          case QUERY_HIT -> hit(QueryHit.decodeAnswer(id, frame, Header.BYTES, n)).frame(id, 1, 0);
          case PUSH -> Push.decode(frame, Header.BYTES, n).frame(id, 1, 0);
          case BYE -> bye(Bye.decode(frame, Header.BYTES, n)).frame(id);
          case HSEP -> Hsep.decode(frame, Header.BYTES, n).frame(id);
          case QRP -> qrp(frame, n);
          case VENDOR, STANDARD_VENDOR ->
              VendorMessage.decode(id, frame, Header.BYTES, n).frame(id);
          default -> frame;
        };
    assertTrue(again.length >= Header.BYTES);
  }

  private static Pong pong(Pong pong) {
    pong.packedHosts();
    pong.freeLeafSlots();
    pong.freeUltrapeerSlots();
    pong.isUltrapeer();
    pong.ggep().ids().forEach(name -> pong.ggep().find(name));
    return pong;
  }

  private static Query query(Query query) {
    query.sha1();
    query.isWhatsNew();
    query.maxHits();
    query.ggep().ids().forEach(name -> query.ggep().find(name));
    return query;
  }

  private static QueryHit hit(QueryHit hit) {
    for (HitRecord record : hit.records()) {
      record.sha1();
      record.size();
    }
    hit.trailer().ifPresent(t -> assertTrue(t.xmlSize() >= 0 && t.pushProxies().size() < 50_000));
    return hit;
  }

  private static Bye bye(Bye bye) {
    bye.message();
    return bye;
  }

  /** Against the smallest table and against the one that most captures have. */
  private static byte[] qrp(byte[] frame, int length) throws MalformedException {
    try (QrpReceiver receiver = new QrpReceiver()) {
      if (length > 0 && frame[Header.BYTES] == 1) {
        receiver.accept(new byte[] {0, 64, 0, 0, 0, 7}, 0, 6);
      }
      receiver.accept(frame, Header.BYTES, length);
    }
    return frame;
  }
}
