package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import org.junit.jupiter.api.Test;

/** How relations end when we end them. */
class ShutdownTest {
  private static final byte[] HIT = frame(DescriptorType.QUERY_HIT, 3, 1, 30_000);

  private static Connection blocked(TestPort port) throws InterruptedException {
    Connection c = TestServent.next(port.servent.attached);
    for (int i = 0; i < 200; i++) { // 24 MB: more than the buffers of the kernel at both ends
      port.send(c, HIT, HIT, HIT, HIT);
    }
    TestServent.until(() -> c.snapshot().droppedFrames().get(4) > 0);
    return c;
  }

  @Test
  void whoDoesNotReadIsLeftBehindAndItsOwnerIsTold() throws Exception {
    TestPort port = new TestPort("linger = 300 ms");
    try (RawServent raw = RawServent.related(port.connect(), "Content-Encoding: deflate\r\n")) {
      Connection c = blocked(port);
      port.close(); // finds that slots and inflaters are free
      assertEquals(CloseReason.SHUTDOWN, TestServent.next(port.servent.detached).reason());
      ConnectionSnapshot end = c.snapshot();
      long dropped = end.droppedFrames().stream().mapToLong(Long::longValue).sum();
      assertEquals(end.offeredFrames(), end.sentFrames() + dropped);
      assertTrue(raw.drain() > 0);
    }
  }

  @Test
  void whoDoesNotReadForLongIsCutOff() throws Exception {
    try (TestPort port = new TestPort("write-stalled = 1 s");
        RawServent raw = RawServent.related(port.connect())) {
      Connection c = blocked(port);
      FrameBatch.Detached end = TestServent.next(port.servent.detached);
      assertEquals(CloseReason.TX_STALLED, end.reason());
      assertEquals(c, end.connection());
      raw.drain();
    }
  }
}
