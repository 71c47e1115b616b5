package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pings are answered here and never flooded; our own keep relations alive. */
class PingTest {
  private static final DescriptorType PING = DescriptorType.PING;
  private static final DescriptorType PONG = DescriptorType.PONG;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = TestNode.start();
    node.regionsKnow(0, 0);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Pong pong(byte[] frame) throws Exception {
    return Pong.decode(frame, Header.BYTES, frame.length - Header.BYTES);
  }

  @Test
  void anAlivePingGetsExactlyOnePongAboutOurselves() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    Guid id = node.newId();
    leaf.send(Ping.plain().frame(id, 1, 0));
    byte[] frame = leaf.take(PONG, id);
    assertEquals(1, Header.ttl(frame, 0));
    assertEquals(0, Header.hops(frame, 0));
    Pong pong = pong(frame);
    assertEquals(node.address(0), pong.address());
    assertTrue(pong.isUltrapeer());
    assertEquals(1, Long.bitCount(pong.kib()));
    assertTrue(pong.freeLeafSlots().orElseThrow() > 0);
    assertTrue(pong.ggep().has("DU") && pong.ggep().has("VC"));
    leaf.settle();
    assertFalse(leaf.has(PONG, id));
    leaf.close();
  }

  @Test
  void alivePingsAreNeverThrottled() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.1.2:6000").join(0);
    for (int i = 0; i < 100; i++) {
      leaf.settle();
    }
    leaf.close();
  }

  @Test
  void theFirstFramesAreAnAlivePingAndWhatWeSupport() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.1.3:6000").join(0);
    byte[] ping = leaf.take(PING);
    assertEquals(1, Header.ttl(ping, 0));
    assertEquals(0, Header.hops(ping, 0));
    leaf.message(io.avp.gnutella.message.VendorMessage.MessagesSupported.class);
    leaf.message(io.avp.gnutella.message.VendorMessage.FeaturesSupported.class);
    leaf.close();
  }

  @Test
  void theRoundTripOfAnAlivePingIsMeasured() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.1.4:6000").join(0);
    leaf.take(PING);
    leaf.settle();
    LinkView view = link("127.0.1.4");
    assertTrue(view.rttMillis() > 0, "measured: " + view.rttMillis());
    leaf.close();
  }

  private static LinkView link(String ip) {
    return TestNode.await(node.avp.links(java.util.Optional.empty(), "", 1000)).items().stream()
        .filter(l -> l.remoteAddress().startsWith(ip + ":"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDiscoveryPingIsAnsweredFromTheCacheSiblingsFirst() throws Exception {
    TestServent ultrapeer = TestServent.ultrapeer(node, "127.0.1.5:6000").join(0);
    TestServent living = TestServent.ultrapeer(node, "127.0.99.1:0").listen();
    HostAddress known = living.self;
    HostAddress dead = HostAddress.parse("127.0.99.2:7001");
    HostAddress outside = HostAddress.parse("10.0.0.1:7001");
    for (HostAddress host : List.of(known, dead, outside)) {
      ultrapeer.send(new Pong(host, 5, 64, Ggep.NONE).frame(node.newId(), 2, 1));
    }
    ultrapeer.settle();
    living.datagrams.take("a test", d -> TestServent.is(d.bytes(), PING));
    node.eventually(
        () -> {
          assertEquals(1.0, node.gauge("pongs_tested"));
          return true;
        });
    TestServent leaf = TestServent.leaf(node, "127.0.1.6:6000").join(0);
    Guid id = node.newId();
    leaf.send(Ping.plain().frame(id, 4, 0));
    Set<HostAddress> named = new java.util.HashSet<>();
    for (int i = 0; i < 3; i++) {
      byte[] frame = leaf.take(PONG, id);
      named.add(pong(frame).address());
      assertTrue(Header.ttl(frame, 0) >= 1);
      assertTrue(Header.ttl(frame, 0) + Header.hops(frame, 0) <= 7);
    }
    assertEquals(Set.of(node.address(0), node.address(1), known), named);
    leaf.settle();
    assertFalse(leaf.has(PONG, id), "who has not answered a test is not named");

    // What a connection brought is not told to it.
    Guid own = node.newId();
    ultrapeer.send(Ping.plain().frame(own, 4, 0));
    assertEquals(node.address(0), pong(ultrapeer.take(PONG, own)).address());
    assertEquals(node.address(1), pong(ultrapeer.take(PONG, own)).address());
    ultrapeer.settle();
    assertFalse(ultrapeer.has(PONG, own));
    leaf.close();
    ultrapeer.close();
    living.unlisten();
  }

  @Test
  void whatOneVirtualPeerHasTestedItsSiblingsName() throws Exception {
    try (TestNode realm = TestNode.start()) {
      TestServent ultrapeer = TestServent.ultrapeer(realm, "127.0.1.11:6000").join(0);
      TestServent living = TestServent.ultrapeer(realm, "127.0.99.3:0").listen();
      ultrapeer.send(new Pong(living.self, 5, 64, Ggep.NONE).frame(realm.newId(), 2, 1));
      living.datagrams.take("a test", d -> TestServent.is(d.bytes(), PING));
      realm.eventually(
          () -> {
            assertEquals(1.0, realm.gauge("pongs_tested"));
            return true;
          });
      realm.clock.advance(Duration.ofSeconds(10));
      realm.eventually(
          () -> {
            assertEquals(1.0, realm.gauge("pongs_shared"));
            return true;
          });
      TestServent leaf = TestServent.leaf(realm, "127.0.1.12:6000").join(1);
      Guid id = realm.newId();
      leaf.send(Ping.plain().frame(id, 4, 0));
      Set<HostAddress> named = new java.util.HashSet<>();
      for (int i = 0; i < 3; i++) {
        named.add(pong(leaf.take(PONG, id)).address());
      }
      assertEquals(Set.of(realm.address(0), realm.address(1), living.self), named);
      living.unlisten();
    }
  }

  @Test
  void whoWantsHostsPackedGetsThemPacked() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.1.7:6000").join(0);
    Guid id = node.newId();
    Ggep scp = Ggep.builder().add("SCP", new byte[] {0}).build();
    leaf.send(new Ping(scp, false).frame(id, 2, 0));
    byte[] frame = leaf.take(PONG, id);
    assertTrue(pong(frame).packedHosts().contains(node.address(1)), "siblings are packed too");
    leaf.close();
  }

  @Test
  void discoveryPingsAreThrottledButTheFirst() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.1.8:6000").join(0);
    long before = node.counter(0, PING, "dropped_throttled");
    for (int i = 0; i < 10; i++) {
      leaf.send(Ping.plain().frame(node.newId(), 3, 0));
    }
    leaf.settle();
    assertEquals(before + 8, node.counter(0, PING, "dropped_throttled"));
    leaf.close();
  }

  @Test
  void whoAnswersNoAlivePingIsGivenUp() throws Exception {
    try (TestNode late = TestNode.start()) {
      TestServent silent = TestServent.leaf(late, "127.0.1.9:6000");
      silent.answersPings = false;
      silent.join(0);
      for (int i = 0; i < 5; i++) {
        silent.take(PING);
        late.clock.advance(Duration.ofSeconds(76));
      }
      assertEquals(406, silent.bye());
    }
  }

  @Test
  void aPingOfTtlZeroAcknowledgesOurs() throws Exception {
    try (TestNode late = TestNode.start()) {
      TestServent bear = TestServent.leaf(late, "127.0.1.10:6000");
      bear.answersPings = false;
      bear.join(0);
      for (int i = 0; i < 8; i++) {
        byte[] ping = bear.take(PING);
        bear.send(Ping.plain().frame(Guid.read(ping, 0), 0, 0));
        bear.settle();
        late.clock.advance(Duration.ofSeconds(76));
      }
      bear.take(PING);
    }
  }
}
