package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who comes in, and what those hear who do not: handshakes over real sockets. */
class AdmissionTest {
  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node =
        TestNode.start(
            "avp.gnutella.leaves-max = 3",
            "avp.gnutella.ultrapeers-wanted = 2",
            "avp.gnutella.ultrapeers-max = 2",
            "avp.gnutella.per-address-max = 2");
    siblingsKnown();
  }

  /** Siblings are named as soon as the directory has told of them. */
  private static void siblingsKnown() {
    for (int i = 0; i < 2; i++) {
      String peer = node.id(i);
      node.eventually(
          () -> {
            assertEquals(
                List.of(), notNamed(TestNode.await(node.avp.peer(peer)).orElseThrow().mesh()));
            return true;
          });
    }
  }

  private static List<String> notNamed(List<String> mesh) {
    return mesh.isEmpty() ? List.of("nobody") : List.of();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aLeafIsAcceptedWithAllHeadersThatServentsLookAt() throws Exception {
    try (RawOffer leaf =
        new RawOffer(node.address(0), "127.0.1.1", "X-Ultrapeer: False", "User-Agent: Raw/1")) {
      assertEquals(200, leaf.status());
      assertEquals("True", leaf.header("X-Ultrapeer"));
      assertEquals("32", leaf.header("X-Degree"));
      assertEquals("4", leaf.header("X-Max-TTL"));
      assertEquals("0.1", leaf.header("X-Dynamic-Querying"));
      assertEquals("0.1", leaf.header("X-Ultrapeer-Query-Routing"));
      assertEquals("0.1", leaf.header("X-Ext-Probes"));
      assertEquals("0.1", leaf.header("Pong-Caching"));
      assertEquals("0.1", leaf.header("Bye-Packet"));
      assertEquals("0.5", leaf.header("GGEP"));
      assertEquals("0.2", leaf.header("Vendor-Message"));
      assertEquals("deflate", leaf.header("Accept-Encoding"));
      assertEquals("False", leaf.header("X-Requeries"));
      assertEquals("127.0.1.1", leaf.header("Remote-IP"));
      assertEquals("AVP/0.1", leaf.header("User-Agent"));
      assertEquals(node.address(0).toString(), leaf.header("Listen-IP"));
      assertEquals(node.address(0).toString(), leaf.header("Node"));
      assertEquals(
          node.peers.get(0).guid(), leaf.header("GUID").toLowerCase(java.util.Locale.ROOT));
      assertEquals(node.address(1).toString(), leaf.header("X-Try-Ultrapeers"));
      assertTrue(leaf.header("X-Query-Routing").startsWith("0."));
      assertTrue(leaf.answer.lines().count() <= 32, "LimeWire reads 30 headers at most");
    }
  }

  @Test
  void fullSlotsAreRefusedAndASiblingIsNamed() throws Exception {
    List<TestServent> leaves = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      leaves.add(TestServent.leaf(node, "127.0.2." + (i + 1) + ":6000").join(1));
    }
    try (RawOffer late = new RawOffer(node.address(1), "127.0.2.9", "X-Ultrapeer: False")) {
      assertEquals(503, late.status());
      assertEquals(node.address(0).toString(), late.header("X-Try-Ultrapeers"));
      assertTrue(late.closes());
    }
    leaves.get(0).close();
    leaves.get(0).detached.take();
    node.eventually(
        () -> {
          try (RawOffer again = new RawOffer(node.address(1), "127.0.2.9", "X-Ultrapeer: False")) {
            assertEquals(200, again.status(), "a slot that was given back is free");
          } catch (java.io.IOException e) {
            throw new AssertionError(e);
          }
          return true;
        });
    leaves.get(1).close();
    leaves.get(2).close();
  }

  @Test
  void ultrapeersHearOfSiblingsWithRoomForUltrapeers() throws Exception {
    TestServent one = TestServent.ultrapeer(node, "127.0.3.1:6000").join(0);
    TestServent two = TestServent.ultrapeer(node, "127.0.3.2:6000").join(0);
    try (RawOffer late = new RawOffer(node.address(0), "127.0.3.3", "X-Ultrapeer: True")) {
      assertEquals(503, late.status());
      assertEquals(node.address(1).toString(), late.header("X-Try-Ultrapeers"));
    }
    one.close();
    two.close();
  }

  @Test
  void theSameGuidTwiceIsAConflict() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.4.1:6000").join(0);
    leaf.settle();
    try (RawOffer twin =
        new RawOffer(node.address(0), "127.0.4.2", "X-Ultrapeer: False", "GUID: " + leaf.guid)) {
      assertEquals(409, twin.status());
    }
    leaf.close();
    leaf.detached.take();
  }

  @Test
  void oneAddressHasItsShareOnly() throws Exception {
    TestServent one = TestServent.leaf(node, "127.0.5.1:6000").join(0);
    TestServent two = TestServent.leaf(node, "127.0.5.1:6001").join(0);
    one.settle();
    two.settle();
    try (RawOffer third = new RawOffer(node.address(0), "127.0.5.1", "X-Ultrapeer: False")) {
      assertEquals(503, third.status());
    }
    one.close();
    two.close();
    one.detached.take();
    two.detached.take();
  }

  @Test
  void addressesOutOfReachAreRefused() throws Exception {
    try (RawOffer stranger = new RawOffer(node.address(0), "127.9.0.1", "X-Ultrapeer: False")) {
      assertEquals(550, stranger.status());
      assertEquals("", stranger.header("X-Try-Ultrapeers"));
      assertTrue(stranger.closes());
    }
  }

  @Test
  void otherRefusalsHaveTheCodesThatServentsKnow() throws Exception {
    assertEquals(503, refusal("User-Agent: Raw/1"));
    assertEquals(406, refusal("X-Ultrapeer: False", "Accept: application/x-gnutella2"));
    assertEquals(403, refusal("X-Ultrapeer: False", "User-Agent: Foxy 1.0"));
    assertEquals(409, refusal("X-Ultrapeer: True", "GUID: " + node.peers.get(0).guid()));
  }

  private static int refusal(String... headers) throws Exception {
    try (RawOffer offer = new RawOffer(node.address(0), "127.0.6.1", headers)) {
      return offer.status();
    }
  }

  @Test
  void aCrawlerIsToldTheNeighbours() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.7.1:6000").join(0);
    leaf.settle();
    try (RawOffer crawler = new RawOffer(node.address(0), "127.0.7.2", "Crawler: 0.1")) {
      assertEquals(200, crawler.status());
      assertTrue(crawler.header("Leaves").contains("127.0.7.1:6000"), crawler.answer);
      crawler.write("GNUTELLA/0.6 200 OK\r\n\r\n");
      assertTrue(crawler.closes());
    }
    leaf.close();
    leaf.detached.take();
    assertEquals(0, leaf.frames.count(f -> TestServent.is(f, DescriptorType.BYE)));
  }
}
