package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.avp.gnutella.message.Base32;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A servent that cannot be dialled is asked to dial: by relation, by HTTP, by datagram. */
class PushTest {
  private static final DescriptorType PUSH = DescriptorType.PUSH;

  private static TestNode node;
  private static TestServent asker;
  private static TestServent near;
  private static TestServent far;

  @BeforeAll
  static void start() throws Exception {
    // Leaves are not browsed, so that all pushes are those of the test.
    node = TestNode.start("avp.cache.answering = false");
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    near = TestServent.leaf(node, "127.0.1.2:6000").join(0);
    far = TestServent.leaf(node, "127.0.1.3:6000").join(1);
    near.settle();
    node.regionsKnow(1, far.shares("wombat.ogg"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static byte[] push(Guid servent, String requester, int ttl) {
    return new Push(servent, 7, HostAddress.parse(requester), Ggep.NONE)
        .frame(node.newId(), ttl, 0);
  }

  private static Push taken(TestServent at) throws Exception {
    byte[] frame = at.take(PUSH);
    assertEquals(true, Header.ttl(frame, 0) >= 1 && Header.hops(frame, 0) >= 1);
    return Push.decode(frame, Header.BYTES, frame.length - Header.BYTES);
  }

  @Test
  void reachesALeafOfTheSameVirtualPeer() throws Exception {
    asker.send(push(near.guid, "127.0.2.1:6001", 1));
    Push push = taken(near);
    assertEquals(near.guid, push.servent());
    assertEquals(7, push.index());
    assertEquals(HostAddress.parse("127.0.2.1:6001"), push.requester());
  }

  @Test
  void reachesALeafOfASiblingAlongTheRouteOfItsHit() throws Exception {
    Guid id = asker.query("wombat");
    far.take(DescriptorType.QUERY, id);
    far.send(far.hit(id, true, 4, 0));
    asker.take(DescriptorType.QUERY_HIT, id);
    asker.send(push(far.guid, "127.0.2.2:6001", 4));
    assertEquals(far.guid, taken(far).servent());
  }

  @Test
  void reachesALeafByDatagram() throws Exception {
    TestServent outside = TestServent.leaf(node, "127.0.3.1:0").listen();
    outside.datagram(node.address(0), push(near.guid, "127.0.2.3:6001", 1));
    assertEquals(HostAddress.parse("127.0.2.3:6001"), taken(near).requester());
    outside.unlisten();
  }

  @Test
  void reachesALeafByHttp() throws Exception {
    byte[] guid = new byte[Guid.BYTES];
    near.guid.write(guid, 0);
    String base32 = Base32.encode(guid).substring(0, 26);
    assertEquals(202, get("/gnutella/push-proxy?ServerId=" + base32 + "&file=9", "127.0.2.4:6001"));
    Push push = taken(near);
    assertEquals(9, push.index());
    assertEquals(HostAddress.parse("127.0.2.4:6001"), push.requester());
    assertEquals(202, get("/gnet/push-proxy?guid=" + near.guid, "127.0.2.5:6001"));
    assertEquals(0, taken(near).index());
  }

  @Test
  void otherRequestsAreToldWhatIsWrong() throws Exception {
    assertEquals(410, get("/gnutella/push-proxy?guid=" + node.newId(), "127.0.2.6:6001"));
    assertEquals(400, get("/gnutella/push-proxy?guid=xyz", "127.0.2.6:6001"));
    assertEquals(400, get("/gnutella/push-proxy?ServerId=" + "1".repeat(26), "127.0.2.6:6001"));
    assertEquals(400, get("/gnutella/push-proxy?guid=" + near.guid, "nowhere"));
    assertEquals(404, get("/etc/passwd", "127.0.2.6:6001"));
    assertEquals(400, raw("GET /gnutella/push-proxy?guid=a=b HTTP/1.1"));
    near.settle();
    assertEquals(0, near.frames.count(f -> TestServent.is(f, PUSH)));
  }

  private static int get(String path, String requester) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + node.address(0) + path))
            .header("X-Node", requester)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int raw(String line) throws Exception {
    try (var socket = new java.net.Socket(node.address(0).inetAddress(), node.address(0).port())) {
      socket.setSoTimeout((int) TestNode.PATIENCE.toMillis());
      String head = line + "\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      String answer =
          new String(
              socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring("HTTP/1.1 ".length()).substring(0, 3));
    }
  }

  @Test
  void aPushForNobodyKnownIsDropped() throws Exception {
    long before = node.counter(1, PUSH, "dropped_no_route");
    asker.send(push(node.newId(), "127.0.2.7:6001", 4));
    node.eventually(
        () -> {
          assertEquals(before + 1, node.counter(1, PUSH, "dropped_no_route"), "siblings are asked");
          return true;
        });
  }

  @Test
  void aPushToAnAddressOutOfReachIsDropped() throws Exception {
    long before = node.counter(0, PUSH, "dropped_unreachable_address");
    asker.send(push(near.guid, "10.0.0.1:80", 4), push(near.guid, "127.0.2.8:0", 4));
    asker.settle();
    near.settle();
    assertEquals(before + 2, node.counter(0, PUSH, "dropped_unreachable_address"));
    assertEquals(0, near.frames.count(f -> TestServent.is(f, PUSH)));
  }

  @Test
  void aLeafThatAsksForAProxyIsToldOurAddress() throws Exception {
    near.send(new VendorMessage.PushProxyRequest(1).frame(near.guid));
    VendorMessage.PushProxyAck ack =
        (VendorMessage.PushProxyAck) near.message(VendorMessage.PushProxyAck.class);
    assertEquals(node.address(0), ack.proxy());
  }

  @Test
  void nobodyIsPushedOnceItHasLeft() throws Exception {
    TestServent brief = TestServent.leaf(node, "127.0.1.4:6000").join(0);
    brief.settle();
    brief.close();
    node.eventually(
        () -> {
          try {
            assertEquals(410, get("/gnutella/push-proxy?guid=" + brief.guid, "127.0.2.9:6001"));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return true;
        });
    assertFalse(brief.has(PUSH, brief.guid));
  }
}
