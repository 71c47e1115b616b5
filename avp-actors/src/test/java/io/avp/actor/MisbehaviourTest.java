package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Bye;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.stream.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who behaves as no servent should is parted from, with the code that servents know. */
class MisbehaviourTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final AtomicInteger ADDRESSES = new AtomicInteger(1);

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = TestNode.start("avp.peer-count = 1");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void everythingIsAccountedFor() {
    node.exact(0);
  }

  private static TestServent leaf() throws Exception {
    return TestServent.leaf(node, "127.0.1." + ADDRESSES.getAndIncrement() + ":6000").join(0);
  }

  private static TestServent ultrapeer() throws Exception {
    return TestServent.ultrapeer(node, "127.0.1." + ADDRESSES.getAndIncrement() + ":6000").join(0);
  }

  private static byte[] query(String text, int ttl, int hops) {
    return Query.of(Query.MARKED, text, List.of(), Ggep.NONE).frame(node.newId(), ttl, hops);
  }

  @Test
  void aLeafThatRelaysIsParted414() throws Exception {
    TestServent leaf = leaf();
    long before = node.counter(0, QUERY, "dropped_leaf_relayed");
    leaf.send(query("wombat", 3, 1));
    assertEquals(414, leaf.bye());
    assertEquals(before + 1, node.counter(0, QUERY, "dropped_leaf_relayed"));
  }

  @Test
  void whoRepeatsItselfIsParted401() throws Exception {
    TestServent ultrapeer = ultrapeer();
    byte[] frame = query("wombat", 3, 1);
    for (int i = 0; i < 6; i++) {
      ultrapeer.send(frame.clone());
    }
    assertEquals(401, ultrapeer.bye());
  }

  @Test
  void badTablesAreParted413() throws Exception {
    for (byte[] bad :
        List.of(
            new byte[] {0, (byte) 0xff, (byte) 0xff, 0, 0, 7}, // no power of two
            new byte[] {0, 0, 1, 0, 0, 0}, // infinity 0
            new byte[] {1, 1, 1, 0, 4, 0, 0}, // a patch before a reset
            new byte[] {7})) {
      TestServent leaf = leaf();
      leaf.send(Qrp.frame(leaf.guid, bad));
      assertEquals(413, leaf.bye());
    }
    TestServent leaf = leaf();
    leaf.send(Qrp.frame(leaf.guid, new byte[] {0, 64, 0, 0, 0, 7}));
    leaf.send(Qrp.frame(leaf.guid, new byte[] {1, 1, 1, 1, 4, 1, 2, 3})); // no deflate stream
    assertEquals(413, leaf.bye());
  }

  @Test
  void aTableThatAttractsEverythingIsRefused413() throws Exception {
    TestServent leaf = leaf();
    byte[] all = new byte[1 << 9];
    java.util.Arrays.fill(all, (byte) 0xaa);
    leaf.send(Qrp.frame(leaf.guid, new byte[] {0, 0, 4, 0, 0, 7}));
    byte[] patch = new byte[5 + all.length];
    System.arraycopy(new byte[] {1, 1, 1, 0, 4}, 0, patch, 0, 5);
    System.arraycopy(all, 0, patch, 5, all.length);
    leaf.send(Qrp.frame(leaf.guid, patch));
    assertEquals(413, leaf.bye());
  }

  @Test
  void fiveWeirdMessagesAreParted412() throws Exception {
    TestServent ultrapeer = ultrapeer();
    for (int i = 0; i < 5; i++) {
      // A query routing message that has travelled.
      byte[] frame = Qrp.frame(ultrapeer.guid, new byte[] {0, 64, 0, 0, 0, 7});
      Header.patch(frame, 0, 1, 1);
      ultrapeer.send(frame);
    }
    assertEquals(412, ultrapeer.bye());
  }

  @Test
  void moreThanTenQueriesAboveTheTtlLimitAreParted403() throws Exception {
    TestServent ultrapeer = ultrapeer();
    for (int i = 0; i < 10; i++) {
      ultrapeer.send(query("wombat", 20, 1));
    }
    ultrapeer.settle();
    ultrapeer.send(query("wombat", 20, 1));
    assertEquals(403, ultrapeer.bye());
  }

  @Test
  void aQueryOfMoreThan1024BytesIsParted400() throws Exception {
    TestServent leaf = leaf();
    leaf.send(query("x".repeat(1_100), 3, 0));
    assertEquals(400, leaf.bye());
  }

  @Test
  void aByeEndsTheRelationAndIsNotAnswered() throws Exception {
    TestServent leaf = leaf();
    leaf.send(new Bye(200, "bye", true).frame(node.newId()));
    var ended = leaf.detached.poll(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertEquals(CloseReason.REMOTE_CLOSED, ended.reason());
    assertEquals(0, leaf.frames.count(f -> TestServent.is(f, DescriptorType.BYE)));
  }

  @Test
  void whatIsOnlyUnknownOrMalformedNowAndThenIsToleratedAndCounted() throws Exception {
    TestServent leaf = leaf();
    List<byte[]> odd = new ArrayList<>();
    odd.add(raw(0x77, 1, 0, "unknown"));
    odd.add(raw(0x44, 1, 0, "kademlia"));
    odd.add(raw(0x80, 3, 0, "\u0000"));
    odd.add(raw(0x01, 1, 0, "short"));
    odd.add(raw(0x31, 1, 0, "LIMExyzuv"));
    odd.add(query("a", 3, 0)); // no word that is looked up
    odd.add(query("x".repeat(300), 3, 0));
    odd.add(query("wombat", 0, 0));
    leaf.send(odd.toArray(byte[][]::new));
    leaf.settle();
    assertEquals(0, leaf.detached.size());
    assertTrue(node.counter(0, DescriptorType.UNKNOWN, "dropped_unknown_type") >= 1);
    assertTrue(node.counter(0, DescriptorType.DHT, "dropped_unrequested") >= 1);
    assertTrue(node.counter(0, QUERY, "dropped_no_words") >= 1);
    assertTrue(node.counter(0, QUERY, "dropped_query_too_large") >= 1);
    assertTrue(node.counter(0, QUERY, "dropped_ttl_expired") >= 1);
    assertTrue(node.counter(0, DescriptorType.PONG, "dropped_bad_size") >= 1);
    leaf.close();
  }

  private static byte[] raw(int function, int ttl, int hops, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    byte[] frame = Ping.plain().frame(node.newId(), ttl, hops);
    byte[] whole = java.util.Arrays.copyOf(frame, Header.BYTES + bytes.length);
    System.arraycopy(bytes, 0, whole, Header.BYTES, bytes.length);
    whole[16] = (byte) function;
    whole[19] = (byte) bytes.length;
    return whole;
  }

  @Test
  void whatComesBehindTheLastStrawIsNotLookedAt() throws Exception {
    TestServent leaf = leaf();
    long before = node.counter(0, QUERY, "dropped_source_gone");
    leaf.send(query("wombat", 3, 1), query("wombat", 3, 0), query("wombat", 3, 0));
    assertEquals(414, leaf.bye());
    assertEquals(before + 2, node.counter(0, QUERY, "dropped_source_gone"));
  }

  @Test
  void aTableMayBeChangedAFewTimes() throws Exception {
    TestServent leaf = leaf();
    QrpTable last = QrpTable.empty(10);
    for (byte[] payload : QrpSender.whole(last)) {
      leaf.send(Qrp.frame(leaf.guid, payload));
    }
    for (int i = 0; i < 10; i++) {
      QrpTable next = QrpTable.ofWords(10, List.of("wombat", "word" + i));
      for (byte[] payload : QrpSender.change(last, next)) {
        leaf.send(Qrp.frame(leaf.guid, payload));
      }
      last = next;
    }
    leaf.settle();
    TestServent asker = leaf();
    leaf.take(QUERY, asker.query("wombat word9"));
    leaf.close();
    asker.close();
  }
}
