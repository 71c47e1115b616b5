package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QrpReceiver;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.wire.Guid;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What neighbours agree on between them: hops flow, connect-backs, the union of tables. */
class VendorTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;

  private static TestNode node;
  private static TestServent asker;

  @BeforeAll
  static void start() throws Exception {
    node = TestNode.start("avp.peer-count = 1", "avp.gnutella.rates.leaf-queries-burst = 1000");
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void hopsFlowZeroStopsQueriesAnd255LetsThemFlow() throws Exception {
    TestServent busy = TestServent.leaf(node, "127.0.1.2:6000").join(0);
    busy.shares("hopsflow.ogg");
    busy.vendor(new VendorMessage.HopsFlow(0));
    long before = node.counter(0, QUERY, "dropped_hops_flow");
    Guid kept = asker.query("hopsflow");
    asker.settle();
    busy.settle();
    assertFalse(busy.has(QUERY, kept));
    assertEquals(before + 1, node.counter(0, QUERY, "dropped_hops_flow"));

    busy.vendor(new VendorMessage.HopsFlow(2));
    busy.take(QUERY, asker.query("hopsflow"));
    busy.vendor(new VendorMessage.HopsFlow(255));
    busy.take(QUERY, asker.query("hopsflow"));
    busy.close();
  }

  @Test
  void hopsFlowStopsQueriesToUltrapeersToo() throws Exception {
    TestServent busy = TestServent.ultrapeer(node, "127.0.1.3:6000").join(0);
    busy.take(QUERY, asker.query("anything at all"));
    busy.vendor(new VendorMessage.HopsFlow(0));
    Guid kept = asker.query("anything at all");
    asker.settle();
    busy.settle();
    assertFalse(busy.has(QUERY, kept));
    busy.close();
  }

  @Test
  void connectsBackByTcpToTheMembersOwnAddressOnlyAndNotOften() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.1.4:6000").join(0);
    TestServent other = TestServent.leaf(node, "127.0.1.5:6000").join(0);
    try (ServerSocketChannel port = port("127.0.1.4");
        ServerSocketChannel theirs = port("127.0.1.5")) {
      for (int i = 0; i < 2; i++) {
        leaf.vendor(new VendorMessage.TcpConnectBack(port.socket().getLocalPort()));
        try (Socket probe = port.accept().socket()) {
          assertEquals("127.0.0.1", probe.getInetAddress().getHostAddress());
          assertArrayEquals(new byte[] {'\n', '\n'}, probe.getInputStream().readAllBytes());
        }
      }
      // One too many, and one that has no port; what comes next is another member's.
      leaf.vendor(new VendorMessage.TcpConnectBack(port.socket().getLocalPort()));
      leaf.vendor(new VendorMessage.TcpConnectBack(0));
      other.vendor(new VendorMessage.TcpConnectBack(theirs.socket().getLocalPort()));
      theirs.accept().close();
      port.configureBlocking(false);
      assertNull(port.accept());
    }
    leaf.close();
    other.close();
  }

  private static ServerSocketChannel port(String ip) throws Exception {
    return ServerSocketChannel.open().bind(new InetSocketAddress(ip, 0));
  }

  @Test
  void connectsBackByUdp() throws Exception {
    TestServent leaf = TestServent.leaf(node, "127.0.1.6:0").listen().join(0);
    Guid id = node.newId();
    leaf.send(new VendorMessage.UdpConnectBack(2, leaf.self.port(), id).frame(id));
    byte[] ping = leaf.datagrams.take("a ping", d -> Guid.read(d.bytes(), 0).equals(id)).bytes();
    assertEquals(DescriptorType.PING, Header.type(ping, 0));
    assertEquals(1, Header.ttl(ping, 0));
    leaf.close();
    leaf.unlisten();
  }

  @Test
  void ultrapeersAreToldTheUnionOfTheTablesOfLeavesThatAreNotBusy() throws Exception {
    TestServent one = TestServent.leaf(node, "127.0.1.7:6000").join(0);
    one.shares("bandicoot.ogg");
    TestServent ultrapeer = TestServent.ultrapeer(node, "127.0.1.8:6000").join(0);
    Union union = new Union();
    node.clock.advance(Duration.ofSeconds(11));
    union.until(ultrapeer, t -> has(t, "bandicoot"));

    TestServent two = TestServent.leaf(node, "127.0.1.9:6000").join(0);
    two.shares("kowari.ogg");
    node.clock.advance(Duration.ofSeconds(11));
    union.until(ultrapeer, t -> has(t, "bandicoot") && has(t, "kowari"));

    two.vendor(new VendorMessage.HopsFlow(2));
    node.clock.advance(Duration.ofSeconds(11));
    union.until(ultrapeer, t -> has(t, "bandicoot") && !has(t, "kowari"));

    one.close();
    one.detached.take();
    node.clock.advance(Duration.ofSeconds(11));
    union.until(ultrapeer, t -> !has(t, "bandicoot"));

    two.vendor(new VendorMessage.HopsFlow(255));
    node.clock.advance(Duration.ofSeconds(11));
    union.until(ultrapeer, t -> has(t, "kowari"));
    TestServent late = TestServent.ultrapeer(node, "127.0.1.10:6000").join(0);
    new Union().until(late, t -> has(t, "kowari"));
    List.of(two, ultrapeer, late).forEach(TestServent::close);
  }

  private static boolean has(QrpTable table, String word) {
    return table.contains(QrpHash.hash(word));
  }

  /** The table that an ultrapeer has of us, put together as servents do it. */
  private static final class Union {
    private final QrpReceiver receiver = new QrpReceiver();

    void until(TestServent at, Predicate<QrpTable> wanted) throws Exception {
      while (true) {
        byte[] frame = at.take(DescriptorType.QRP);
        assertTrue(Header.ttl(frame, 0) == 1 && Header.hops(frame, 0) == 0);
        Optional<QrpTable> table =
            receiver.accept(frame, Header.BYTES, frame.length - Header.BYTES);
        if (table.isPresent() && wanted.test(table.get())) {
          return;
        }
      }
    }
  }
}
