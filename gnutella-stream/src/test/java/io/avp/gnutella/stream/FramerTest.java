package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.Vectors;
import io.avp.gnutella.Vectors.Vector;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramerTest {
  private static final long SEED = 20_261_124;

  private final Batch batch = new Batch();
  private final Framer framer = new Framer(null);

  static byte[] frame(DescriptorType type, int ttl, int hops, int payload) {
    byte[] frame = new byte[Header.BYTES + payload];
    Header.write(frame, 0, Guid.modern(payload, hops), type, ttl, hops, payload);
    return frame;
  }

  private byte[] framed() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < batch.size(); i++) {
      all.write(batch.bytes(), batch.offset(i), batch.length(i));
    }
    return all.toByteArray();
  }

  @Test
  void findsTheSameFramesHoweverTheStreamIsCut() {
    Random random = new Random(SEED);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      all.writeBytes(frame(DescriptorType.QUERY, 3, 0, random.nextInt(300)));
    }
    all.writeBytes(frame(DescriptorType.QUERY_HIT, 3, 0, 65_535));
    byte[] stream = all.toByteArray();
    for (int largest : new int[] {1, 7, 23, 500, 100_000}) {
      Batch one = new Batch();
      Framer cut = new Framer(null);
      for (int at = 0; at < stream.length; ) {
        int n = Math.min(stream.length - at, 1 + random.nextInt(largest));
        assertTrue(cut.feed(stream, at, at + n, () -> one));
        at += n;
      }
      assertEquals(201, one.size());
      assertEquals(0, cut.carried());
      assertArrayEquals(stream, Arrays.copyOf(one.bytes(), stream.length));
    }
  }

  @Test
  void refusesWhatItsTypeMayNotHave() {
    byte[] query = frame(DescriptorType.QUERY, 3, 0, 1_025);
    assertFalse(framer.feed(query, 0, Header.BYTES, () -> batch));
    byte[] negative = frame(DescriptorType.PING, 1, 0, 0);
    negative[22] = (byte) 0x80;
    Framer byByte = new Framer(null);
    boolean sane = true;
    for (int i = 0; i < negative.length; i++) {
      sane = byByte.feed(negative, i, i + 1, () -> batch);
    }
    assertFalse(sane);
    assertEquals(0, batch.size());
  }

  @Test
  void passesUnknownFunctionsOfSaneSize() {
    byte[] strange = frame(DescriptorType.PING, 1, 0, 9);
    strange[16] = 0x55;
    assertTrue(framer.feed(strange, 0, strange.length, () -> batch));
    assertEquals(1, batch.size());
  }

  static Stream<Vector> compressed() {
    return Vectors.golden("stream");
  }

  @ParameterizedTest
  @MethodSource("compressed")
  void inflatesTheGoldenStream(Vector vector) {
    byte[] stream = vector.bytes();
    Inflating inflating = new Inflating(StreamSettings.reference(), new Counters());
    for (int i = 0; i < stream.length; i++) {
      assertNull(inflating.feed(stream, i, i + 1, new byte[100], framer, () -> batch));
    }
    inflating.end();
    assertEquals(vector.expect().path("messages").asInt(), batch.size());
    assertEquals(vector.expect().path("inflated").asText(), HexFormat.of().formatHex(framed()));
  }

  @Test
  void stopsABombEarlyAndFreesTheInflater() {
    Counters counters = new Counters();
    Inflating inflating = new Inflating(StreamSettings.reference(), counters);
    Deflater deflater = new Deflater(9);
    deflater.setInput(new byte[64 << 20]);
    byte[] bomb = new byte[256 << 10];
    int n = deflater.deflate(bomb, 0, bomb.length, Deflater.SYNC_FLUSH);
    deflater.end();
    CloseReason why = null;
    for (int at = 0; why == null && at < n; at += 16 << 10) {
      int end = Math.min(n, at + (16 << 10));
      why = inflating.feed(bomb, at, end, new byte[64 << 10], framer, () -> batch);
    }
    assertEquals(CloseReason.INFLATE_BOMB, why);
    assertEquals(1, counters.inflaters.get());
    inflating.end();
    assertEquals(0, counters.inflaters.get());
  }

  @Test
  void namesGarbageInADeflateStream() {
    Inflating inflating = new Inflating(StreamSettings.reference(), new Counters());
    byte[] garbage = {1, 2, 3, 4, 5, 6, 7, 8};
    assertEquals(
        CloseReason.INFLATE_FAILED,
        inflating.feed(garbage, 0, garbage.length, new byte[64], framer, () -> batch));
    inflating.end();
  }
}
