package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.stream.ConnectionSnapshot;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.StreamSettings;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.nol.traffic.BatchWindow;
import io.avp.vcc.monitor.LedgerMeter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A mesh link that carries more than its other side takes. */
class SiblingTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int QUEUE = 256 << 10;

  private final TestProbe<VirtualPeer.Command> other = KIT.createTestProbe();
  private final Sibling sibling =
      new Sibling(
          1,
          new PeerEntry(
              "b",
              "n2",
              HostAddress.parse("127.0.0.1:5000"),
              Guid.modern(1, 2),
              1,
              0,
              "default",
              0,
              1,
              1,
              List.of(),
              other.getRef()),
          "n1~0~0000000001",
          QUEUE,
          0);
  private long now = 1;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void whatASiblingIsToldIsInItsCopyAlone() {
    byte[] frame = Query.of(0, "wombat", List.of(), Ggep.NONE).frame(Guid.modern(3, 4), 4, 1);
    byte[] before = frame.clone();
    try (IoShards shards = IoShards.start(KIT.system(), StreamSettings.reference())) {
      Outbox outbox = new Outbox(shards, "a", 1, new LedgerMeter(), () -> now);
      outbox.frame(frame, 0, frame.length, 3 | QuestionEnd.ANSWERED, 2);
      outbox.to(sibling);
      outbox.flush();
    }
    assertArrayEquals(before, frame);
    byte[] sent = batch(1).frames();
    assertEquals(3 | QuestionEnd.ANSWERED, Header.ttl(sent, 0));
    assertEquals(2, Header.hops(sent, 0));
  }

  @Test
  void anIdleLinkCarriesASingleDescriptorAtOnce() {
    offer(DescriptorType.QUERY, 100);
    send();
    assertEquals(100, batch(1).frames().length);
    offer(DescriptorType.QUERY, 100);
    offer(DescriptorType.QUERY, 100);
    send();
    other.expectNoMessage(Duration.ofMillis(50));
    answer(1);
    send();
    assertEquals(200, batch(2).frames().length, "what gathered meanwhile goes as one batch");
  }

  @Test
  void aSlowReceiverHasFourBatchesBeforeItAndTheRestWaitsWithinItsBound() {
    offer(DescriptorType.QUERY, 100);
    send();
    batch(1);
    answer(1);
    for (int i = 0; i < 10_000; i++) {
      offer(DescriptorType.QUERY, 100);
      send();
    }
    for (int i = 0; i < 100; i++) {
      offer(DescriptorType.QUERY_HIT, 1_000);
    }
    send();
    ConnectionSnapshot account = sibling.account(now);
    assertTrue(account.queuedBytes() <= QUEUE);
    long dropped = account.droppedFrames().stream().mapToLong(Long::longValue).sum();
    assertTrue(dropped > 0);
    assertEquals(account.offeredFrames(), account.sentFrames() + dropped + account.queuedFrames());
    assertEquals(dropped, account.droppedFrames().get(DescriptorType.QUERY.priority()));
    for (int i = 0; i < BatchWindow.BATCHES; i++) {
      batch(2 + i);
    }
    other.expectNoMessage(Duration.ofMillis(50));
    answer(5);
    send();
    byte[] next = batch(6).frames();
    assertEquals(DescriptorType.QUERY_HIT, Header.type(next, 0), "the most important first");
    assertTrue(next.length >= Sibling.BATCH_BYTES);
    assertTrue(next.length <= Sibling.BATCH_BYTES + 1_000);
  }

  @Test
  void aBatchIsAnsweredOnceAndWithDescriptorsIfThereAreAny() {
    sibling.heard(new VirtualPeer.MeshFrames("b", 1, 7, 0, new byte[0]), now);
    assertTrue(sibling.hasToSend());
    send();
    VirtualPeer.MeshFrames only = batch(0);
    assertEquals(7, only.answered());
    assertEquals(0, only.frames().length);
    assertFalse(sibling.hasToSend());
    sibling.heard(new VirtualPeer.MeshFrames("b", 1, 8, 0, new byte[0]), now);
    offer(DescriptorType.QUERY, 50);
    send();
    assertEquals(8, batch(1).answered());
    send();
    other.expectNoMessage(Duration.ofMillis(50));
  }

  @Test
  void theRoundTripIsMeasuredAndSilenceIsSeen() {
    assertFalse(sibling.isConfirmed());
    sibling.probe("a", 1, now);
    batch(1);
    now += 3_000_000;
    answer(1);
    assertTrue(sibling.isConfirmed());
    assertEquals(3.0, sibling.meter().rtt().smoothedMillis());
    now += BatchWindow.PROBE_NANOS;
    sibling.probe("a", 1, now);
    batch(2);
    now += BatchWindow.LOST_NANOS;
    sibling.probe("a", 1, now);
    assertFalse(sibling.isConfirmed());
    assertEquals(1, sibling.lostBatches());
    batch(3);
  }

  private void offer(DescriptorType type, int length) {
    byte[] frame = new byte[length];
    frame[16] = (byte) type.code();
    Header.patch(frame, 0, 1, 1);
    sibling.add(frame, 0, length, now);
  }

  private void send() {
    sibling.send("a", 1, now);
  }

  private void answer(long number) {
    sibling.heard(new VirtualPeer.MeshFrames("b", 1, 0, number, new byte[0]), now);
  }

  private VirtualPeer.MeshFrames batch(long number) {
    VirtualPeer.MeshFrames batch = other.expectMessageClass(VirtualPeer.MeshFrames.class);
    assertEquals(number, batch.number());
    return batch;
  }
}
