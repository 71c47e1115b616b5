package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Bye;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Compressed streams that expand beyond measure, or are none. */
class InflateBombAttackTest {
  private static final byte[] FRAME = frame(DescriptorType.VENDOR, 1, 0, 20);
  private static final String DEFLATE = "Content-Encoding: deflate\r\n";

  /** Many pings without content: each byte on the wire becomes a thousand, and all are frames. */
  private static byte[] bomb() {
    byte[] pings = new byte[Header.BYTES * (1 << 20)]; // 24 MiB
    Deflater deflater = new Deflater(9);
    deflater.setInput(pings);
    byte[] bomb = new byte[256 << 10];
    int n = deflater.deflate(bomb, 0, bomb.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(bomb, n);
  }

  private static int byeCode(RawServent raw) throws Exception {
    byte[] bye = raw.frame();
    assertEquals(DescriptorType.BYE, Header.type(bye, 0));
    return Bye.decode(bye, Header.BYTES, bye.length - Header.BYTES).code();
  }

  @Test
  void aBombIsStoppedAndItsNeighbourIsNotDisturbed() throws Exception {
    byte[] bomb = bomb();
    assertTrue(bomb.length < 64 << 10, "its whole is one read");
    try (TestPort port = new TestPort("shards = 1, linger = 1 s");
        RawServent neighbour = RawServent.related(port.connect(), DEFLATE);
        RawServent bomber = RawServent.related(port.connect("127.0.1.1"), DEFLATE)) {
      TestServent.next(port.servent.attached);
      TestServent.next(port.servent.attached);
      bomber.say(bomb);
      assertEquals(400, byeCode(bomber));
      bomber.drain();
      FrameBatch.Detached end = TestServent.next(port.servent.detached);
      assertEquals(CloseReason.INFLATE_BOMB, end.reason());
      assertTrue(
          end.connection().snapshot().framesIn() < 400_000,
          "inflated until " + end.connection().snapshot().framesIn());
      TestServent.until(() -> port.shards.stats().inflaters() == 0);
      port.servent.frames.clear();

      Deflater deflater = new Deflater();
      deflater.setInput(FRAME);
      byte[] sound = new byte[200];
      int n = deflater.deflate(sound, 0, sound.length, Deflater.SYNC_FLUSH);
      deflater.end();
      neighbour.say(Arrays.copyOf(sound, n));
      assertArrayEquals(FRAME, TestServent.next(port.servent.frames));
      assertEquals(1, port.shards.stats().inflaters());
    }
  }

  @Test
  void garbageIsNamed() throws Exception {
    endsFor(CloseReason.INFLATE_FAILED, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
  }

  @Test
  void aStreamThatEndsIsNamed() throws Exception {
    Deflater deflater = new Deflater();
    deflater.setInput(FRAME);
    deflater.finish();
    byte[] all = new byte[200];
    int n = deflater.deflate(all);
    deflater.end();
    endsFor(CloseReason.INFLATE_FAILED, Arrays.copyOf(all, n));
  }

  private static void endsFor(CloseReason reason, byte[] bytes) throws Exception {
    try (TestPort port = new TestPort("linger = 1 s");
        RawServent raw = RawServent.related(port.connect(), DEFLATE)) {
      raw.say(bytes);
      assertEquals(400, byeCode(raw));
      raw.drain();
      assertEquals(reason, TestServent.next(port.servent.detached).reason());
      TestServent.until(() -> port.shards.stats().inflaters() == 0);
    }
  }

  @Test
  void aFrameThatAnnouncesTooMuchEndsBeforeItsBytesCome() throws Exception {
    try (TestPort port = new TestPort("linger = 1 s");
        RawServent raw = RawServent.related(port.connect())) {
      raw.say(Arrays.copyOf(frame(DescriptorType.QUERY, 3, 0, 1_025), Header.BYTES));
      assertEquals(400, byeCode(raw));
      raw.drain();
      assertEquals(CloseReason.TOO_LARGE, TestServent.next(port.servent.detached).reason());
    }
  }
}
