package io.avp.gnutella.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.Vectors;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/**
 * Damaged streams, from the first byte on: handshakes, frames, compressed frames, HTTP heads, GIV
 * lines. Nothing but a named close comes of them, and what is kept for them is bounded.
 */
class StreamFuzzAttackTest {
  private static final long SEED = 16_346;
  private static final int CASES = 280_000;

  /** The largest frame and its header, with the slack of growing by doubling. */
  private static final int MOST_KEPT = 2 * (Header.BYTES + 65_535);

  private static final class Recorder implements ConnectionActions {
    CloseReason closed;

    @Override
    public HostAddress remote() {
      return new HostAddress(0x7f000001, 1);
    }

    @Override
    public void write(byte[] bytes, Runnable then) {}

    @Override
    public void established(Relation relation) {}

    @Override
    public void trunked(Guid key, int queueBytes) {}

    @Override
    public void bridged(boolean served) {}

    @Override
    public void read(boolean wanted) {}

    @Override
    public void close(CloseReason reason, String detail) {
      if (closed == null) {
        closed = reason;
      }
    }
  }

  private final Random random = new Random(SEED);
  private final TestServent owner = new TestServent();
  private final Map<CloseReason, Integer> ends = new EnumMap<>(CloseReason.class);
  private final Inbound.Shared shared =
      new Inbound.Shared(StreamSettings.reference(), new Counters(), null, new byte[64 << 10]);

  @Test
  void nothingButANamedCloseComesOut() {
    List<byte[]> streams = streams();
    Batch batch = new Batch();
    for (int i = 0; i < CASES; i++) {
      if (batch.size() > 1_000) {
        batch = new Batch();
        owner.givs.clear();
        owner.pushed.clear();
      }
      byte[] bytes = damaged(streams.get(i % streams.size()));
      try {
        ends.merge(play(bytes, batch), 1, Integer::sum);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(java.util.HexFormat.of().formatHex(bytes), e);
      }
      assertTrue(batch.bytes().length <= 4 << 20);
    }
    assertEquals(0, owner.slots.get());
    assertEquals(0, shared.counters().inflaters.get());
    assertEquals(0, shared.counters().http.get());
    assertEquals(CASES, ends.values().stream().mapToInt(Integer::intValue).sum());
    for (CloseReason often :
        List.of(
            CloseReason.UNKNOWN_PROTOCOL,
            CloseReason.HANDSHAKE_MALFORMED,
            CloseReason.HANDSHAKE_REFUSED_BY_REMOTE,
            CloseReason.TOO_LARGE,
            CloseReason.INFLATE_FAILED,
            CloseReason.HTTP_REFUSED,
            CloseReason.REMOTE_CLOSED)) {
      assertTrue(ends.getOrDefault(often, 0) > CASES / 2_000, often + " in " + ends);
    }
  }

  /** What is damaged: whole conversations of one side. */
  private static List<byte[]> streams() {
    String offer = RawServent.OFFER + "Listen-IP: 127.0.0.1:6346\r\n\r\n" + RawServent.OK;
    byte[] frames = frames();
    List<byte[]> streams = new ArrayList<>();
    streams.add(join((offer + "\r\n").getBytes(ISO_8859_1), frames));
    streams.add(
        join((offer + "Content-Encoding: deflate\r\n\r\n").getBytes(ISO_8859_1), deflated(frames)));
    Vectors.golden("handshake").map(Vectors.Vector::bytes).forEach(streams::add);
    Vectors.golden("http").map(Vectors.Vector::bytes).forEach(streams::add);
    Vectors.captures()
        .filter(c -> c.file().startsWith("hs-") && c.file().contains(".1."))
        .map(c -> join(c.bytes(), RawServent.OK.getBytes(ISO_8859_1), new byte[] {'\r', '\n'}))
        .map(hello -> join(hello, frames))
        .forEach(streams::add);
    streams.add(new byte[0]);
    return streams;
  }

  private static byte[] frames() {
    return join(
        Vectors.golden("ping", "query", "vmsg", "header")
            .filter(Vectors.Vector::valid)
            .map(Vectors.Vector::bytes)
            .limit(8)
            .toArray(byte[][]::new));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    byte[] out = new byte[plain.length + 100];
    int n = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return java.util.Arrays.copyOf(out, n);
  }

  private byte[] damaged(byte[] whole) {
    int more = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
    byte[] bytes = new byte[whole.length + more];
    random.nextBytes(bytes);
    System.arraycopy(whole, 0, bytes, 0, whole.length);
    for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) (bytes[at] ^ 1 << random.nextInt(8));
    }
    return random.nextInt(5) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
        : bytes;
  }

  private CloseReason play(byte[] bytes, Batch batch) {
    Recorder recorder = new Recorder();
    Inbound inbound = new Inbound(recorder, null, owner, null, shared);
    int piece = 1 + random.nextInt(random.nextInt(8) == 0 ? 8 : 1_000);
    for (int at = 0; at < bytes.length; at += piece) {
      inbound.feed(bytes, at, Math.min(bytes.length, at + piece), () -> batch);
      assertTrue(inbound.kept() <= MOST_KEPT);
    }
    inbound.remoteClosed();
    // A pushed socket stays with its flow, whose end is its end.
    CloseReason closed = recorder.closed == null ? CloseReason.HTTP_DONE : recorder.closed;
    CloseReason reason = inbound.finalReason(closed);
    inbound.ended(reason);
    return reason;
  }
}
