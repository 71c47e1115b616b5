package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.HostAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random and damaged streams: nothing but a named close comes of them. */
class InboundFuzzTest {
  private static final long SEED = 16_346;
  private static final int CASES = 500_000;
  private static final String HELLO =
      String.join(
          "\r\n",
          "GNUTELLA CONNECT/0.6",
          "User-Agent: Fuzz/1",
          "X-Ultrapeer: True",
          "Accept-Encoding: deflate",
          "Listen-IP: 127.0.0.1:6346",
          "",
          "GNUTELLA/0.6 200 OK",
          "Content-Encoding: deflate",
          "",
          "");

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
    public void bridged(boolean served) {}

    @Override
    public void read(boolean wanted) {}

    @Override
    public void close(CloseReason reason, String detail) {
      closed = reason;
    }
  }

  private final Random random = new Random(SEED);
  private final TestServent owner = new TestServent();
  private final Inbound.Shared shared =
      new Inbound.Shared(StreamSettings.reference(), new Counters(), null, new byte[64 << 10]);

  @Test
  void nothingButANamedCloseComesOut() {
    byte[][] openings = {
      HELLO.getBytes(StandardCharsets.US_ASCII),
      HELLO.replace("Content-Encoding: deflate\r\n", "").getBytes(StandardCharsets.US_ASCII),
      "GET /get/1/a HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
      "GIV 1:00112233445566778899aabbccddeeff/a\n\n".getBytes(StandardCharsets.US_ASCII),
      {}
    };
    Batch batch = new Batch();
    int closed = 0;
    for (int i = 0; i < CASES; i++) {
      if (batch.size() > 1_000) {
        batch = new Batch();
      }
      if (stream(openings[random.nextInt(openings.length)], batch)) {
        closed++;
      }
    }
    assertTrue(closed > CASES / 4, "closed only " + closed);
    assertTrue(owner.slots.get() == 0, "slots left: " + owner.slots.get());
    assertTrue(shared.counters().inflaters.get() == 0, "inflaters left");
  }

  private boolean stream(byte[] opening, Batch batch) {
    Recorder recorder = new Recorder();
    Inbound inbound = new Inbound(recorder, null, owner, null, shared);
    byte[] bytes = new byte[opening.length + random.nextInt(120)];
    random.nextBytes(bytes);
    System.arraycopy(opening, 0, bytes, 0, opening.length);
    if (random.nextBoolean() && bytes.length > opening.length + 23) {
      bytes[opening.length + 16] = (byte) DescriptorType.QUERY.code();
      bytes[opening.length + 20] = 0;
      bytes[opening.length + 21] = 0;
      bytes[opening.length + 22] = 0;
    }
    for (int damage = random.nextInt(4) - 2; damage > 0 && bytes.length > 0; damage--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(200));
      inbound.feed(bytes, at, end, () -> batch);
      at = end;
    }
    inbound.remoteClosed();
    inbound.ended(recorder.closed == null ? CloseReason.SHUTDOWN : recorder.closed);
    return recorder.closed != null;
  }
}
