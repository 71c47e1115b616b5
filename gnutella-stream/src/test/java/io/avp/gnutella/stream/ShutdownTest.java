package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How relations end when we end them. */
class ShutdownTest {
  private static final byte[] HIT = frame(DescriptorType.QUERY_HIT, 3, 1, 30_000);

  /** With a small window, so that what does not fit stays with us for good. */
  private static RawServent related(TestPort port, String fields) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(port.address().socketAddress());
    socket.setSoTimeout(10_000);
    return RawServent.related(socket, fields);
  }

  /** Sends until the account, which is published every second, shows that no byte leaves. */
  private static Connection blocked(TestPort port) throws InterruptedException {
    Connection c = TestServent.next(port.servent.attached);
    long offered = 0;
    long before = -1;
    while (c.snapshot().queuedFrames() == 0 || c.snapshot().bytesOut() != before) {
      before = c.snapshot().bytesOut();
      send(port, c);
      offered += 40;
      long all = offered;
      TestServent.until(() -> c.snapshot().offeredFrames() == all);
    }
    return c;
  }

  private static void send(TestPort port, Connection to) {
    for (int i = 0; i < 10; i++) {
      port.send(to, HIT, HIT, HIT, HIT);
    }
  }

  @Test
  void whoDoesNotReadIsLeftBehindAndItsOwnerIsTold() throws Exception {
    TestPort port = new TestPort("linger = 300 ms");
    try (RawServent raw = related(port, "Content-Encoding: deflate\r\n")) {
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
  void aStreamThatIsBehindStillHearsOfEveryEnd() throws Exception {
    TestPort port = new TestPort("linger = 300 ms, rounds = 2, round-size = 64 KiB");
    try (Gate gate = new Gate();
        RawServent raw = RawServent.related(port.connect())) {
      Connection c = TestServent.next(port.servent.attached);
      port.servent.disturbance = gate::pass;
      byte[] frame = frame(DescriptorType.VENDOR, 1, 0, 8_000);
      for (int i = 0; i < 40; i++) {
        raw.say(frame);
      }
      gate.awaitReached();
      Thread closing = new Thread(port.shards::close);
      closing.start();
      TestServent.until(() -> closing.getState() == Thread.State.WAITING); // for the shard
      assertEquals(1, port.servent.slots.get());
      gate.release();
      closing.join();
      assertEquals(c, TestServent.next(port.servent.detached).connection());
      port.close(); // finds that slots are free
    }
  }

  @Test
  void theKernelKeepsLittleThatNothingCanOvertake() throws Exception {
    long buffer = 64 << 10;
    try (TestPort port = new TestPort("send-buffer = 64 KiB");
        RawServent raw = related(port, "")) {
      Connection c = blocked(port);
      // The kernel takes twice what it is asked to, and the window of the other end is small.
      assertTrue(c.snapshot().bytesOut() <= 3 * buffer, c.snapshot().bytesOut() + " bytes");
      raw.drain();
    }
  }

  @Test
  void whoDoesNotReadForLongIsCutOff() throws Exception {
    try (TestPort port = new TestPort("write-stalled = 1 s");
        RawServent raw = related(port, "")) {
      Connection c = TestServent.next(port.servent.attached);
      FrameBatch.Detached end = null;
      while (end == null) {
        send(port, c);
        end = port.servent.detached.poll(200, TimeUnit.MILLISECONDS);
      }
      assertEquals(CloseReason.TX_STALLED, end.reason());
      assertEquals(c, end.connection());
      raw.drain();
    }
  }
}
