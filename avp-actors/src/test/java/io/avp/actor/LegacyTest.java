package io.avp.actor;

import static io.avp.gnutella.message.DescriptorType.PING;
import static io.avp.gnutella.message.DescriptorType.PONG;
import static io.avp.gnutella.message.DescriptorType.PUSH;
import static io.avp.gnutella.message.DescriptorType.QRP;
import static io.avp.gnutella.message.DescriptorType.QUERY;
import static io.avp.gnutella.message.DescriptorType.VENDOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.Guid;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Servents of 0.4: flat neighbours, to whom queries are flooded, and nothing that they do not know.
 */
class LegacyTest {
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String OFF = "avp.gnutella.legacy = false";
  private static final int ASKED_TTL = 3;

  private static TestNode node;
  private static TestServent leaf;
  private static TestServent old;
  private static TestServent other;
  private static TestServent far;

  @BeforeAll
  static void start() throws Exception {
    node = TestNode.start("avp.gnutella.legacy = true, avp.gnutella.legacy-max = 3");
    leaf = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    old = TestServent.legacy(node, "127.0.1.2:6000").join(0);
    other = TestServent.legacy(node, "127.0.1.3:6000").join(0);
    far = TestServent.legacy(node, "127.0.1.4:6000").join(1);
    node.regionsKnow(1, 1 << 16);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theRelationIsShownAsWhatItIs() {
    List<LinkView> members = TestNode.await(node.avp.peer(node.id(0))).orElseThrow().members();
    assertEquals(2, members.stream().filter(link -> link.mode().equals("legacy")).count());
  }

  @Test
  void aLeafsQueryIsFloodedOnceToEach() throws Exception {
    long copies = node.counter(0, QUERY, "copies");
    Guid id = leaf.query("numbat elegy", ASKED_TTL, 0);
    for (TestServent one : List.of(old, other)) {
      byte[] query = one.take(QUERY, id);
      assertEquals(ASKED_TTL - 1, Header.ttl(query, 0));
      assertEquals(1, Header.hops(query, 0));
    }
    byte[] beyond = far.take(QUERY, id);
    assertEquals(1, Header.ttl(beyond, 0), "the sibling's last hop");
    assertEquals(2, Header.hops(beyond, 0));
    settleAll();
    assertFalse(leaf.has(QUERY, id) || old.has(QUERY, id) || other.has(QUERY, id));
    assertEquals(copies + 3, node.counter(0, QUERY, "copies"), "two members and the sibling");
  }

  @Test
  void whatOneOfThemAsksGoesToTheOthersAndNotBack() throws Exception {
    Guid id = node.newId();
    byte[] frame = ancient(id, "quoll rondo", 7, 0);
    old.send(frame);
    byte[] query = other.take(QUERY, id);
    assertEquals(3, Header.ttl(query, 0), "TTL and hops are trimmed to four");
    assertEquals(1, Header.hops(query, 0));
    assertEquals(Query.MARKED, Query.flags(query, 0), "a least speed is no flag");
    long duplicates = node.counter(0, QUERY, "dropped_duplicate");
    other.send(ancient(id, "quoll rondo", 5, 2));
    settleAll();
    assertEquals(duplicates + 1, node.counter(0, QUERY, "dropped_duplicate"));
    assertFalse(old.has(QUERY, id) || other.has(QUERY, id));
  }

  @Test
  void theLastHopOfAQueryIsTheLast() throws Exception {
    Guid last = node.newId();
    Guid ended = node.newId();
    old.send(ancient(ended, "bilby", 1, 3), ancient(last, "bilby gigue", 2, 2));
    assertEquals(1, Header.ttl(other.take(QUERY, last), 0));
    settleAll();
    assertFalse(other.has(QUERY, ended));
  }

  @Test
  void leavesAnswerThemAndPushesFindTheWay() throws Exception {
    TestServent sharing = TestServent.leaf(node, "127.0.1.6:6000").join(1);
    node.regionsKnow(1, 1 << 16);
    sharing.shares("potoroo toccata.ogg");
    Guid id = node.newId();
    old.send(ancient(id, "potoroo toccata", 7, 0));
    sharing.take(QUERY, id);
    sharing.send(sharing.hit(id, true, 4, 0));
    old.take(HIT, id);
    Guid push = node.newId();
    old.send(new Push(sharing.guid, 1, old.self, Ggep.NONE).frame(push, 4, 0));
    sharing.take(PUSH, push);
    sharing.close();
  }

  @Test
  void theirHitsGoBackToWhoAskedAndPushesToThem() throws Exception {
    Guid id = leaf.query("bandicoot fugue", ASKED_TTL, 0);
    old.take(QUERY, id);
    far.take(QUERY, id);
    old.send(old.hit(id, true, 3, 0));
    far.send(far.hit(id, true, 4, 0));
    int first = Header.hops(leaf.take(HIT, id), 0);
    int second = Header.hops(leaf.take(HIT, id), 0);
    assertEquals(Set.of(1, 2), Set.of(first, second), "hops, in either order");
    Guid push = node.newId();
    leaf.send(new Push(old.guid, 1, leaf.self, Ggep.NONE).frame(push, 4, 0));
    old.take(PUSH, push);
  }

  @Test
  void aPingCausesAtMostElevenDescriptorsAndIsNotPassedOn() throws Exception {
    long pings = node.counter(0, PING, "copies");
    Guid id = node.newId();
    old.send(Ping.plain().frame(id, 7, 0));
    old.take(PONG, id);
    settleAll();
    assertTrue(old.frames.count(f -> TestServent.is(f, PONG) && Guid.read(f, 0).equals(id)) <= 10);
    assertEquals(pings, node.counter(0, PING, "copies"));
    for (TestServent one : List.of(leaf, other, far)) {
      assertFalse(one.has(PING, id));
    }
  }

  @Test
  void theyAreSentNothingThatTheyDoNotKnow() throws Exception {
    settleAll();
    for (TestServent one : List.of(old, other, far)) {
      assertFalse(Stream.of(QRP, VENDOR, DescriptorType.STANDARD_VENDOR).anyMatch(one::has));
      assertEquals(0, one.frames.count(f -> TestServent.is(f, PING) && Header.ttl(f, 0) > 1));
    }
  }

  @Test
  void noMoreComeThanThereIsRoomFor() throws Exception {
    TestServent third = TestServent.legacy(node, "127.0.1.7:6000").join(0);
    TestServent fourth = TestServent.legacy(node, "127.0.1.8:6000");
    node.sockets.dialLegacy(node.address(0), fourth.self.inetAddress(), fourth);
    assertEquals(CloseReason.REMOTE_CLOSED, fourth.failedDials.take("refusal", reason -> true));
    third.close();
  }

  @Test
  void oneWhoIsConfiguredIsDialledInItsOwnWay() throws Exception {
    try (TestNode dialling = TestNode.start(OFF)) {
      TestServent awaited = TestServent.legacy(dialling, "127.0.2.1:0").listen();
      try (TestNode second =
          TestNode.start(
              "avp.gnutella.legacy = true",
              "avp.peer-count = 1",
              "avp.gnutella.legacy-dial = [\"" + awaited.self + "\"]")) {
        awaited.awaitRelation();
        second.eventually(
            () -> {
              List<LinkView> links = links(second);
              assertEquals(1, links.size());
              assertEquals("legacy", links.get(0).mode());
              assertEquals("out", links.get(0).direction());
              return true;
            });
        assertFalse(awaited.has(QRP) || awaited.has(VENDOR));
      }
      awaited.unlisten();
    }
  }

  private static List<LinkView> links(TestNode node) {
    return TestNode.await(node.avp.peer(node.id(0))).orElseThrow().members();
  }

  @Test
  void nobodyOf04ComesInUnlessItIsSaid() throws Exception {
    try (TestNode modern = TestNode.start()) {
      TestServent refused = TestServent.legacy(modern, "127.0.3.1:6000");
      modern.sockets.dialLegacy(modern.address(0), refused.self.inetAddress(), refused);
      assertEquals(CloseReason.REMOTE_CLOSED, refused.failedDials.take("refusal", r -> true));
    }
  }

  private static void settleAll() throws InterruptedException {
    for (TestServent one : List.of(leaf, old, other, far)) {
      one.settle();
    }
  }

  /** A query as servents of 0.4 wrote it: a least speed of 0, a text, and nothing else. */
  private static byte[] ancient(Guid id, String text, int ttl, int hops) {
    byte[] frame = Query.of(Query.MARKED, text, List.of(), Ggep.NONE).frame(id, ttl, hops);
    frame[Header.BYTES] = 0;
    return frame;
  }
}
