package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.wire.Guid;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queries find those who may answer, and hits find the way back; over real sockets. */
class QueryRoutingTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;

  private static TestNode node;
  private static TestServent asker;
  private static TestServent near;
  private static TestServent far;
  private static TestServent beyond;

  @BeforeAll
  static void start() throws Exception {
    node = TestNode.start();
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    near = TestServent.leaf(node, "127.0.1.2:6000").join(0);
    far = TestServent.leaf(node, "127.0.1.3:6000").join(1);
    beyond = TestServent.ultrapeer(node, "127.0.1.4:6000").join(1);
    int nearSlots = near.shares("wombat lullaby.ogg");
    int farSlots =
        far.table(
            QrpTable.ofWords(
                TestServent.TABLE_BITS, List.of("quokka", "serenade", "\u00e9tude", URN)));
    int beyondSlots = beyond.shares("numbat nocturne.ogg");
    near.vendor(new VendorMessage.FeaturesSupported(List.of(what())));
    far.vendor(new VendorMessage.FeaturesSupported(List.of(what())));
    node.regionsKnow(0, nearSlots);
    node.regionsKnow(1, farSlots + beyondSlots);
  }

  private static final String URN = "urn:sha1:plsthipqgsszts5fjupakuzwugyqypfb";

  private static VendorMessage.Feature what() {
    return new VendorMessage.Feature("WHAT", 1, false);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aLeafOfTheSameVirtualPeerGetsItAndItsHitComesBack() throws Exception {
    Guid id = asker.query("wombat lullaby");
    byte[] query = near.take(QUERY, id);
    assertEquals(1, Header.hops(query, 0));
    assertTrue(Header.ttl(query, 0) >= 1 && Header.ttl(query, 0) + 1 <= 4);

    near.send(near.hit(id, false, 3, 0));
    byte[] hit = asker.take(HIT, id);
    assertEquals(1, Header.hops(hit, 0));
    assertEquals(2, Header.ttl(hit, 0));
    far.settle();
    beyond.settle();
    assertFalse(far.has(QUERY, id));
    assertFalse(beyond.has(QUERY, id));
  }

  @Test
  void aLeafOfASiblingGetsItThroughTheRegion() throws Exception {
    long asked = askedOfRegions();
    Guid id = asker.query("quokka serenade");
    byte[] query = far.take(QUERY, id);
    assertEquals(2, Header.hops(query, 0));
    assertTrue(Header.ttl(query, 0) >= 1 && Header.ttl(query, 0) + 2 <= 4);
    assertEquals(asked + 1, askedOfRegions());

    far.send(far.hit(id, false, 4, 0));
    byte[] hit = asker.take(HIT, id);
    assertEquals(2, Header.hops(hit, 0));
    assertEquals(2, Header.ttl(hit, 0));
  }

  private static long askedOfRegions() {
    return TestNode.await(node.avp.regions(-1, 256)).items().stream()
        .mapToLong(RegionView::asked)
        .sum();
  }

  @Test
  void anUltrapeerBehindASiblingGetsItsLastHop() throws Exception {
    Guid id = asker.query("numbat nocturne");
    byte[] query = beyond.take(QUERY, id);
    assertEquals(1, Header.ttl(query, 0));
    assertEquals(2, Header.hops(query, 0));
    beyond.send(TestServent.hit(id, node.newId(), beyond.self, false, 4, 1));
    byte[] hit = asker.take(HIT, id);
    assertEquals(3, Header.hops(hit, 0));
  }

  @Test
  void wordsThatAreNotAsciiAreFound() throws Exception {
    // The table has the word as it stands; what is looked up is its folded form.
    Guid id = asker.query("\u00c9TUDE");
    asker.settle();
    node.eventually(
        () -> {
          assertEquals(0, node.counter(0, QUERY, "pending"));
          return true;
        });
    far.settle();
    assertFalse(far.has(QUERY, id), "etude is not what the table has");
    near.table(QrpTable.ofWords(TestServent.TABLE_BITS, List.of("wombat", "lullaby", "etude")));
    Guid folded = asker.query("\u00c9TUDE");
    near.take(QUERY, folded);
  }

  @Test
  void aQueryForAUrnReachesWhoHasTheUrnInItsTable() throws Exception {
    Sha1 sha1 = Sha1.ofUrn("urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB").orElseThrow();
    Guid id = node.newId();
    asker.send(Query.of(Query.MARKED, "\\", List.of(sha1.urn()), Ggep.NONE).frame(id, 4, 0));
    far.take(QUERY, id);
    near.settle();
    assertFalse(near.has(QUERY, id));
  }

  @Test
  void whatIsNewGoesToLeavesThatAnswerIt() throws Exception {
    Guid id = node.newId();
    Ggep newest = Ggep.builder().add("WH", new byte[] {1}).build();
    asker.send(Query.of(Query.MARKED, "WhatIsNewXOXO", List.of(), newest).frame(id, 2, 0));
    near.take(QUERY, id);
    far.take(QUERY, id);
    asker.settle();
    assertFalse(asker.has(QUERY, id));
  }

  @Test
  void aQueryWhoseTtlEndsHereStaysHere() throws Exception {
    Guid spent = asker.query("quokka serenade", 1, 0);
    asker.settle();
    Guid next = asker.query("quokka serenade", 4, 0);
    far.take(QUERY, next);
    assertFalse(far.has(QUERY, spent));
  }

  @Test
  void aDuplicateIsDropped() throws Exception {
    Guid id = node.newId();
    byte[] frame = Query.of(Query.MARKED, "wombat", List.of(), Ggep.NONE).frame(id, 4, 0);
    asker.send(frame);
    near.take(QUERY, id);
    long before = node.counter(0, QUERY, "dropped_duplicate");
    asker.send(frame);
    asker.settle();
    near.settle();
    assertFalse(near.has(QUERY, id));
    assertEquals(before + 1, node.counter(0, QUERY, "dropped_duplicate"));
  }

  @Test
  void anUltrapeersQueryGoesOnWithItsTtlTrimmed() throws Exception {
    TestServent neighbour = TestServent.ultrapeer(node, "127.0.1.5:6000").join(1);
    Guid id = neighbour.query("dunnart madrigal", 7, 1);
    byte[] query = beyond.take(QUERY, id);
    assertEquals(2, Header.hops(query, 0));
    assertEquals(2, Header.ttl(query, 0), "TTL and hops are trimmed to four");
    neighbour.close();
  }

  @Test
  void aHitForAnAskerThatHasLeftIsCountedAsGone() throws Exception {
    TestServent brief = TestServent.leaf(node, "127.0.1.6:6000").join(0);
    Guid id = brief.query("wombat lullaby");
    near.take(QUERY, id);
    brief.close();
    node.eventually(
        () -> {
          assertTrue(
              TestNode.await(node.avp.peer(node.id(0))).orElseThrow().members().stream()
                  .noneMatch(m -> m.remoteAddress().startsWith("127.0.1.6:")));
          return true;
        });
    long gone = node.counter(0, HIT, "dropped_route_gone");
    long never = node.counter(0, HIT, "dropped_no_route");
    near.send(near.hit(id, false, 3, 0), near.hit(node.newId(), false, 3, 0));
    near.settle();
    assertEquals(gone + 1, node.counter(0, HIT, "dropped_route_gone"));
    assertEquals(never + 1, node.counter(0, HIT, "dropped_no_route"));
  }

  @Test
  void aHitThatNamesAnAddressOutOfReachIsDroppedUnlessAPushHelps() throws Exception {
    Guid id = asker.query("wombat lullaby");
    near.take(QUERY, id);
    var outside = io.avp.gnutella.wire.HostAddress.parse("10.1.2.3:6346");
    near.send(TestServent.hit(id, near.guid, outside, false, 3, 0));
    near.settle();
    assertFalse(asker.has(HIT, id));
    near.send(TestServent.hit(id, near.guid, outside, true, 3, 0));
    asker.take(HIT, id);
  }
}
