package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes by UDP: pings are answered, within bounds; the rest is counted. */
class DatagramTest {
  private static final DescriptorType PING = DescriptorType.PING;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = TestNode.start();
    node.regionsKnow(0, 0);
  }

  @AfterAll
  static void stop() {
    node.exact(0);
    node.close();
  }

  private static byte[] pong(TestServent at, Guid id) throws Exception {
    return at.datagrams.take("a pong", d -> Guid.read(d.bytes(), 0).equals(id)).bytes();
  }

  @Test
  void aPingIsAnsweredWithinThreeTimesItsLength() throws Exception {
    TestServent host = TestServent.leaf(node, "127.0.1.1:0").listen();
    Ggep scp = Ggep.builder().add("SCP", new byte[] {1}).build();
    for (Ping ping : List.of(Ping.plain(), new Ping(scp, false))) {
      Guid id = node.newId();
      byte[] request = ping.frame(id, 1, 0);
      host.datagram(node.address(0), request);
      byte[] reply = pong(host, id);
      assertTrue(reply.length <= 3 * request.length, reply.length + " for " + request.length);
      Pong pong = Pong.decode(reply, Header.BYTES, reply.length - Header.BYTES);
      assertEquals(node.address(0), pong.address());
      assertTrue(pong.ggep().has("UP") && pong.ggep().has("DU") && pong.ggep().has("VC"));
    }
    host.unlisten();
  }

  @Test
  void hostsAreNamedAsFarAsTheLengthAllows() throws Exception {
    TestServent host = TestServent.leaf(node, "127.0.1.2:0").listen();
    Ggep scp =
        Ggep.builder().add("SCP", new byte[] {1}).add("DHTIPP").add("XX", new byte[40]).build();
    Guid id = node.newId();
    byte[] request = new Ping(scp, false).frame(id, 1, 0);
    host.datagram(node.address(0), request);
    byte[] reply = pong(host, id);
    assertTrue(reply.length <= 3 * request.length);
    Pong pong = Pong.decode(reply, Header.BYTES, reply.length - Header.BYTES);
    assertEquals(List.of(node.address(1)), pong.packedHosts());
    host.unlisten();
  }

  @Test
  void oneAddressGetsFiveAnswersAtOnce() throws Exception {
    TestServent host = TestServent.leaf(node, "127.0.1.3:0").listen();
    long answered = node.counter(0, PING, "answered");
    long throttled = node.counter(0, PING, "dropped_throttled");
    long received = node.counter(0, PING, "received");
    for (int i = 0; i < 40; i++) {
      host.datagram(node.address(0), Ping.plain().frame(node.newId(), 1, 0));
    }
    node.eventually(
        () -> {
          assertEquals(received + 40, node.counter(0, PING, "received"));
          return true;
        });
    long more = node.counter(0, PING, "answered") - answered;
    assertTrue(more >= 5 && more <= 20, "one a second, five at once: " + more);
    assertEquals(40 - more, node.counter(0, PING, "dropped_throttled") - throttled);
    host.unlisten();
  }

  @Test
  void addressesOutOfReachAreNotAnswered() throws Exception {
    TestServent host = TestServent.leaf(node, "127.7.1.4:0").listen();
    long before = node.counter(0, PING, "dropped_throttled");
    host.datagram(node.address(0), Ping.plain().frame(node.newId(), 1, 0));
    node.eventually(
        () -> {
          assertEquals(before + 1, node.counter(0, PING, "dropped_throttled"));
          return true;
        });
    host.unlisten();
  }

  @Test
  void whatElseComesIsDroppedAndCounted() throws Exception {
    TestServent host = TestServent.leaf(node, "127.0.1.5:0").listen();
    HostAddress to = node.address(0);
    double malformed = node.gauge("datagrams_malformed_total");
    long queries = node.counter(0, DescriptorType.QUERY, "dropped_unrequested");
    long unknown = node.counter(0, DescriptorType.UNKNOWN, "dropped_unknown_type");
    host.datagram(to, new byte[] {1, 2, 3});
    byte[] truncated = new byte[30];
    truncated[19] = 100;
    host.datagram(to, truncated);
    host.datagram(
        to, Query.of(Query.MARKED, "wombat", List.of(), Ggep.NONE).frame(node.newId(), 1, 0));
    byte[] odd = Ping.plain().frame(node.newId(), 1, 0);
    odd[16] = 0x77;
    host.datagram(to, odd);
    node.eventually(
        () -> {
          assertEquals(queries + 1, node.counter(0, DescriptorType.QUERY, "dropped_unrequested"));
          assertEquals(
              unknown + 1, node.counter(0, DescriptorType.UNKNOWN, "dropped_unknown_type"));
          assertEquals(malformed + 2, node.gauge("datagrams_malformed_total"));
          return true;
        });
    host.unlisten();
  }
}
