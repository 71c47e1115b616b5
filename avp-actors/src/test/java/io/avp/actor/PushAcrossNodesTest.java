package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A firewalled member of one node is asked to dial, by whoever knows any node of the cluster. */
@Timeout(120)
class PushAcrossNodesTest {
  private static final DescriptorType PUSH = DescriptorType.PUSH;

  private static TestNode near;
  private static TestNode far;
  private static TestServent asker;
  private static TestServent firewalled;

  @BeforeAll
  static void start() throws Exception {
    near = TestNode.member(Optional.empty(), "n1");
    far = TestNode.member(Optional.of(near), "n2");
    for (TestNode node : new TestNode[] {near, far}) {
      node.eventually(
          () -> {
            assertEquals(4, TestNode.await(node.avp.peers()).size());
            assertEquals(6.0, node.gauge("siblings"), "each of two knows three");
            return true;
          });
    }
    firewalled = TestServent.leaf(far, "127.0.1.2:6000").join(1);
    firewalled.send(new VendorMessage.PushProxyRequest(1).frame(firewalled.guid));
    firewalled.settle();
    asker = TestServent.leaf(far, "127.0.1.1:6000");
    far.sockets.dial(near.address(0), asker.self.inetAddress(), asker);
    asker.awaitRelation();
  }

  @AfterAll
  static void stop() {
    far.close();
    near.close();
  }

  private static byte[] push(Guid servent, String requester) {
    return new Push(servent, 7, HostAddress.parse(requester), Ggep.NONE).frame(far.newId(), 4, 0);
  }

  private static Push taken() throws Exception {
    byte[] frame = firewalled.take(PUSH);
    assertEquals(true, Header.ttl(frame, 0) >= 1);
    return Push.decode(frame, Header.BYTES, frame.length - Header.BYTES);
  }

  @Test
  void byRelation() throws Exception {
    asker.send(push(firewalled.guid, "127.0.2.1:6001"));
    Push push = taken();
    assertEquals(firewalled.guid, push.servent());
    assertEquals(HostAddress.parse("127.0.2.1:6001"), push.requester());
  }

  @Test
  void byDatagram() throws Exception {
    TestServent outside = TestServent.leaf(far, "127.0.3.1:0").listen();
    outside.datagram(near.address(1), push(firewalled.guid, "127.0.2.2:6001"));
    assertEquals(HostAddress.parse("127.0.2.2:6001"), taken().requester());
    outside.unlisten();
  }

  @Test
  void byHttp() throws Exception {
    assertEquals(202, get(firewalled.guid, "127.0.2.3:6001"));
    assertEquals(HostAddress.parse("127.0.2.3:6001"), taken().requester());
    assertEquals(410, get(far.newId(), "127.0.2.4:6001"));
  }

  private static int get(Guid servent, String requester) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    String path = "/gnet/push-proxy?guid=" + servent;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + near.address(0) + path))
            .header("X-Node", requester)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
