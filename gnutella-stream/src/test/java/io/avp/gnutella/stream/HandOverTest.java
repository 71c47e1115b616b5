package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A connection changes its owner while bytes are under way. */
class HandOverTest {
  private static final byte[] FIRST = frame(DescriptorType.VENDOR, 1, 0, 20);
  private static final byte[] SECOND = frame(DescriptorType.VENDOR, 1, 0, 40);

  @Test
  void whatFollowsGoesToTheNewOwnerFromTheMiddleOfAFrameOn() throws Exception {
    try (TestPort port = new TestPort("");
        RawServent raw = RawServent.related(port.connect())) {
      TestServent heir = new TestServent();
      Connection c = TestServent.next(port.servent.attached);
      raw.say(FIRST);
      raw.say(Arrays.copyOf(SECOND, 30));
      assertArrayEquals(FIRST, TestServent.next(port.servent.frames));
      assertEquals(1, port.servent.slots.get());

      port.shards.handOver(c, heir);
      assertSame(c, TestServent.next(heir.attached));
      assertEquals(0, port.servent.slots.get());
      raw.say(Arrays.copyOfRange(SECOND, 30, SECOND.length));
      assertArrayEquals(SECOND, TestServent.next(heir.frames));
      port.send(c, FIRST);
      assertArrayEquals(FIRST, raw.frame());
      raw.hangUp();
      assertSame(c, TestServent.next(heir.detached).connection());
      assertTrue(port.servent.frames.isEmpty() && port.servent.detached.isEmpty());
    }
  }

  @Test
  void aConnectionThatItsOldOwnerLetWaitIsReadForTheNewOne() throws Exception {
    try (TestPort port = new TestPort("owner-batches = 1");
        RawServent raw = RawServent.related(port.connect())) {
      TestServent heir = new TestServent();
      port.servent.hold = true;
      Connection c = TestServent.next(port.servent.attached);
      int sent = 0;
      while (port.shards.stats().readPauses() == 0) {
        raw.say(SECOND);
        sent++;
        Thread.onSpinWait();
      }
      port.shards.handOver(c, heir);
      TestServent.next(heir.attached);
      int all = sent;
      TestServent.until(() -> port.servent.frames.size() + heir.frames.size() == all);
      assertTrue(!port.servent.held.isEmpty(), "the old owner has released nothing");
    }
  }

  @Test
  void everyOwnerInTurnIsToldOnce() throws Exception {
    try (TestPort port = new TestPort("rounds = 2, round-size = 64 KiB, owner-batches = 64");
        Gate gate = new Gate();
        RawServent raw = RawServent.related(port.connect());
        RawServent other = RawServent.related(port.connect("127.0.1.1"))) {
      TestServent second = new TestServent();
      TestServent third = new TestServent();
      TestServent.next(port.servent.attached);
      TestServent.next(port.servent.attached);
      raw.say(FIRST);
      TestServent.next(port.servent.frames);
      Connection c = port.servent.speakers.poll();
      port.servent.disturbance = gate::pass;
      // The shard stands still, so all rounds fill up behind it, and news have to wait.
      for (int i = 0; i < 40; i++) {
        other.say(frame(DescriptorType.VENDOR, 1, 0, 8_000));
      }
      gate.awaitReached();
      port.shards.handOver(c, second);
      port.shards.handOver(c, third);
      port.send(c, FIRST);
      gate.release();
      assertArrayEquals(FIRST, raw.frame());

      assertSame(c, TestServent.next(second.attached));
      assertSame(c, TestServent.next(third.attached));
      raw.hangUp();
      assertSame(c, TestServent.next(third.detached).connection());
      assertTrue(second.attached.isEmpty() && third.attached.isEmpty());
      assertTrue(second.detached.isEmpty());
    }
  }
}
