package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order a full queue drops, and in which it sends. */
class SendQueueTest {
  private static final int EACH = 100;
  private static final DescriptorType[] DROP_ORDER = {
    DescriptorType.PING,
    DescriptorType.PONG,
    DescriptorType.QUERY,
    DescriptorType.PUSH,
    DescriptorType.QUERY_HIT
  };

  private SendQueue queue = new SendQueue(12 * EACH);

  private boolean offer(DescriptorType type, int ttl, int hops, int mark) {
    byte[] frame = frame(type, ttl, hops, EACH - Header.BYTES);
    frame[EACH - 1] = (byte) mark;
    return queue.offer(frame, 0, EACH, 0);
  }

  /** Type and mark of all frames, in the order of sending. */
  private List<String> sent() {
    byte[] all = new byte[20 * EACH];
    int n = queue.take(all, all.length);
    List<String> frames = new ArrayList<>();
    for (int at = 0; at < n; at += EACH) {
      frames.add(Header.type(all, at) + " " + all[at + EACH - 1]);
    }
    return frames;
  }

  @Test
  void theOldestOfTheLeastImportantKindGoesFirst() {
    for (int mark = 1; mark <= 2; mark++) {
      for (DescriptorType type : DROP_ORDER) {
        assertTrue(offer(type, 3, 1, mark));
      }
    }
    assertTrue(offer(DescriptorType.PONG, 1, 0, 1)); // keeps the relation alive
    assertTrue(offer(DescriptorType.QRP, 1, 0, 1));
    for (int dropped = 1; dropped <= 10; dropped++) {
      assertTrue(offer(DescriptorType.VENDOR, 1, 0, dropped));
      int gone = 0;
      for (int kind = 0; kind < DROP_ORDER.length; kind++) {
        int expected = Math.max(0, Math.min(2, dropped - gone));
        assertEquals(expected, dropped(kind), DROP_ORDER[kind] + " after " + dropped);
        gone += 2;
      }
    }
    assertEquals(12, queue.frames());
    assertTrue(offer(DescriptorType.VENDOR, 1, 0, 11)); // now even the alive pong goes
    assertEquals(3, dropped(1));
    assertFalse(offer(DescriptorType.VENDOR, 1, 0, 12));
    assertEquals(1, dropped(5));
  }

  @Test
  void vendorMessagesOfATrunkAreWorthAHitAndDoNotEndIt() {
    queue = new SendQueue(3 * EACH, true);
    assertTrue(offer(DescriptorType.QUERY, 3, 1, 1));
    assertTrue(offer(DescriptorType.QUERY_HIT, 3, 1, 2));
    assertTrue(offer(DescriptorType.VENDOR, 1, 0, 3));
    assertTrue(offer(DescriptorType.QUERY_HIT, 3, 1, 4));
    assertEquals(List.of("QUERY_HIT 2", "VENDOR 3", "QUERY_HIT 4"), sent());
    for (int mark = 1; mark <= 100; mark++) {
      assertTrue(offer(DescriptorType.VENDOR, 1, 0, mark), "the trunk goes on");
    }
    assertEquals(List.of("VENDOR 98", "VENDOR 99", "VENDOR 100"), sent());
    assertEquals(97, dropped(DescriptorType.VENDOR.priority()));
  }

  @Test
  void ofOneKindTheOldestGoes() {
    for (int mark = 1; mark <= 15; mark++) {
      assertTrue(offer(DescriptorType.QUERY, 3, 1, mark));
    }
    assertEquals("QUERY 4", sent().get(0));
  }

  @Test
  void whatIsLessImportantThanAllThatWaitsIsDroppedItself() {
    for (int mark = 1; mark <= 12; mark++) {
      assertTrue(offer(DescriptorType.QUERY_HIT, 3, 1, mark));
    }
    assertTrue(offer(DescriptorType.PUSH, 3, 1, 13));
    assertEquals(1, dropped(3));
    assertEquals(12, queue.frames());
  }

  @Test
  void aliveGoesBeforeControlAndControlBeforeAllOthers() {
    for (DescriptorType type : DROP_ORDER) {
      assertTrue(offer(type, 3, 1, 1));
    }
    assertTrue(offer(DescriptorType.VENDOR, 1, 0, 1));
    assertTrue(offer(DescriptorType.VENDOR, 1, 0, 2));
    assertTrue(offer(DescriptorType.PING, 1, 0, 3));
    assertTrue(offer(DescriptorType.PONG, 1, 0, 4));
    assertArrayEquals(
        new String[] {
          "PING 3",
          "PONG 4",
          "VENDOR 1",
          "VENDOR 2",
          "QUERY_HIT 1",
          "PUSH 1",
          "QUERY 1",
          "PONG 1",
          "PING 1"
        },
        sent().toArray());
    assertEquals(0, queue.bytes());
  }

  @Test
  void aPingThatTravelsIsNotAlive() {
    offer(DescriptorType.VENDOR, 1, 0, 1);
    offer(DescriptorType.PING, 2, 0, 2);
    offer(DescriptorType.PING, 1, 1, 3);
    assertEquals(List.of("VENDOR 1", "PING 2", "PING 3"), sent());
  }

  private long dropped(int priority) {
    return queue.dropped().get(priority);
  }
}
