package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.avp.gnutella.message.Bye;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** An owner that fails, or that speaks to what has ended, harms itself only. */
class OwnerErrorsTest {
  private static final byte[] FRAME = frame(DescriptorType.VENDOR, 1, 0, 20);

  /** The next call fails, and only that one. */
  private static void failOnce(TestServent servent) {
    servent.disturbance =
        () -> {
          servent.disturbance = () -> {};
          throw new IllegalStateException("an owner's mistake, part of the test");
        };
  }

  @Test
  void anErrorEndsTheConnectionsOfItsBatchOnly() throws Exception {
    try (TestPort port = new TestPort("shards = 1");
        RawServent sound = RawServent.related(port.connect());
        RawServent struck = RawServent.related(port.connect("127.0.1.1"))) {
      TestServent.next(port.servent.attached);
      TestServent.next(port.servent.attached);
      failOnce(port.servent);
      struck.say(FRAME);
      byte[] bye = struck.frame();
      assertEquals(500, Bye.decode(bye, Header.BYTES, bye.length - Header.BYTES).code());
      struck.drain();
      struck.hangUp();
      assertEquals(CloseReason.INTERNAL_ERROR, TestServent.next(port.servent.detached).reason());
      sound.say(FRAME);
      assertArrayEquals(FRAME, TestServent.next(port.servent.frames));
    }
  }

  @Test
  void anErrorOverANewConnectionEndsIt() throws Exception {
    try (TestPort port = new TestPort("")) {
      failOnce(port.servent);
      try (RawServent struck = RawServent.related(port.connect())) {
        struck.drain();
      }
      TestServent.until(() -> port.closed(CloseReason.INTERNAL_ERROR) == 1);
    }
  }

  @Test
  void anErrorInAHandshakeEndsIt() throws Exception {
    try (TestPort port = new TestPort("")) {
      port.servent.siblings = null; // the writer of our reply fails over it
      try (RawServent struck = new RawServent(port.connect())) {
        struck.say(RawServent.OFFER + "\r\n");
        struck.drain();
      }
      TestServent.until(() -> port.closed(CloseReason.INTERNAL_ERROR) == 1);
    }
  }

  @Test
  void framesForTheDeadAreCounted() throws Exception {
    try (TestPort port = new TestPort("")) {
      RawServent raw = RawServent.related(port.connect());
      Connection c = TestServent.next(port.servent.attached);
      raw.hangUp();
      assertEquals(CloseReason.REMOTE_CLOSED, TestServent.next(port.servent.detached).reason());
      port.send(c, FRAME, FRAME, FRAME);
      TestServent.until(() -> port.shards.stats().framesWithoutConnection() == 3);
      assertEquals(0, c.snapshot().offeredFrames());
    }
  }

  @Test
  void afterTheEndEverythingIsAnsweredAtOnce() throws Exception {
    TestPort port = new TestPort("");
    Connection c;
    try (port;
        RawServent raw = RawServent.related(port.connect())) {
      c = TestServent.next(port.servent.attached);
      assertEquals(1, raw.socket.getInetAddress().getAddress()[3]);
    }
    port.send(c, FRAME, FRAME);
    assertEquals(2, port.shards.stats().framesWithoutConnection());
    port.shards.dial(port.address(), null, port.servent);
    assertEquals(CloseReason.SHUTDOWN, TestServent.next(port.servent.failedDials));
    assertThrows(
        ClosedChannelException.class,
        () -> port.shards.listen(new InetSocketAddress("127.0.0.1", 0), port.servent));
  }
}
