package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing between the sockets and the owners grows without bound. */
class BackPressureTest {
  private static final byte[] FRAME = frame(DescriptorType.VENDOR, 1, 0, 20);

  @Test
  void anOwnerWithoutCreditIsNotReadAndOthersAre() throws Exception {
    try (TestPort port = new TestPort("shards = 1, owner-batches = 2");
        IoShards.Listener second =
            port.shards.listen(new java.net.InetSocketAddress("127.0.0.1", 0), new TestServent());
        RawServent slow = RawServent.related(port.connect())) {
      TestServent.next(port.servent.attached);
      port.servent.hold = true;
      int sent = 0;
      while (port.servent.held.size() < 2 || port.shards.stats().readPauses() == 0) {
        slow.say(FRAME);
        sent++;
        Thread.onSpinWait();
      }
      TestServent dialler = new TestServent();
      port.shards.dial(second.address(), null, dialler);
      TestServent.next(dialler.attached); // another owner on the same I/O shard

      port.servent.hold = false;
      port.servent.held.forEach(FrameBatch::release);
      for (int i = 0; i < sent; i++) {
        assertArrayEquals(FRAME, TestServent.next(port.servent.frames));
      }
    }
  }

  @Test
  void whileVeryMuchWaitsToBeWrittenNothingIsRead() throws Exception {
    try (TestPort port = new TestPort("shards = 2");
        Gate gate = new Gate();
        DatagramSocket udp = new DatagramSocket();
        RawServent first = RawServent.related(port.connect());
        RawServent other = RawServent.related(port.connect("127.0.1.1"))) {
      first.say(FRAME);
      TestServent.next(port.servent.frames);
      Connection a = port.servent.speakers.poll();
      // Datagrams come on the selector thread of shard 0, where the port is: it stands still.
      port.servent.disturbance =
          () -> {
            if (Thread.currentThread().getName().equals("avp-io-0")) {
              gate.pass();
            }
          };
      udp.send(new DatagramPacket(FRAME, FRAME.length, port.address().socketAddress()));
      gate.awaitReached();
      long waits = port.shards.stats().roundWaits();
      OutRound large = new OutRound(0);
      byte[] hit = frame(DescriptorType.QUERY_HIT, 1, 0, 60_000);
      while (large.bytes() <= ReadLoop.MAX_UNWRITTEN) {
        large.add(hit, 0, hit.length, a);
      }
      port.shards.submit(large);
      RawServent onShard1 = a.shard() == 0 ? other : first;
      onShard1.say(FRAME);
      TestServent.until(() -> port.shards.stats().roundWaits() > waits + 2);
      gate.release();
      assertArrayEquals(FRAME, TestServent.next(port.servent.frames));
    }
  }

  @Test
  void connectionsThatFindNoRoomComeFirstTheNextTime() throws Exception {
    byte[] flood = frame(DescriptorType.QUERY_HIT, 1, 0, 60_000);
    List<RawServent> all = new ArrayList<>();
    try (TestPort port =
            new TestPort(
                "shards = 1, rounds = 2, round-size = 64 KiB, owner-batches = 64, linger = 1 s");
        Gate gate = new Gate()) {
      for (int i = 1; i <= 4; i++) {
        all.add(RawServent.related(port.connect("127.0." + i + ".1")));
        TestServent.next(port.servent.attached);
      }
      // Behind the gate more than two rounds gather: one pass cannot read from all who are ready.
      port.servent.disturbance = gate::pass;
      for (RawServent raw : all.subList(0, 3)) {
        for (int i = 0; i < 20; i++) {
          raw.say(flood);
        }
      }
      gate.awaitReached();
      all.get(3).say(FRAME);
      gate.release();
      int ahead = 0;
      while (TestServent.next(port.servent.frames).length != FRAME.length) {
        ahead++;
      }
      assertTrue(ahead < 30, ahead + " of 60 frames of the others came first");
    } finally {
      for (RawServent raw : all) {
        raw.close();
      }
    }
  }
}
