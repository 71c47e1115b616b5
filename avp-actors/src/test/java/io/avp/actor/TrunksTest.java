package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.Guid;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links between nodes get connections of their own, and do without where there are none. */
@Timeout(120)
class TrunksTest {
  @Test
  void descriptorsOfEachLinkBetweenNodesGoOverATrunk() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1");
        TestNode second = TestNode.member(Optional.of(first), "n2")) {
      trunks(4, first, second);
      TestServent asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(second, "127.0.1.2:6000").join(1);
      holder.shares("numbat.ogg");
      pass(first, asker, holder);
      second.eventually(() -> carried(second, first));
    }
  }

  @Test
  void oneThatBreaksIsDoneWithoutAndComesBack() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1");
        TestNode second = TestNode.member(Optional.of(first), "n2")) {
      trunks(4, first, second);
      TestServent asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(second, "127.0.1.2:6000").join(0);
      holder.shares("numbat.ogg");
      pass(first, asker, holder);

      try (Socket usurper = takePlace(first, second)) {
        trunks(3, second);
        assertEquals(4, first.gauge("mesh_trunks"));
        assertTrue(usurper.isConnected());
      }
      trunks(3, first);
      holder.frames.clear();
      pass(first, asker, holder);

      first.clock.advance(Duration.ofSeconds(11));
      second.clock.advance(Duration.ofSeconds(11));
      trunks(4, first, second);
      holder.frames.clear();
      pass(first, asker, holder);
      first.exact(0);
      second.exact(0);
    }
  }

  /** A trunk that takes the place of the one between the first virtual peers of two nodes. */
  private static Socket takePlace(TestNode at, TestNode of) throws IOException {
    EntityRef<VirtualPeer.Command> peer =
        ClusterSharding.get(at.system).entityRefFor(VirtualPeer.KEY, at.id(0));
    Guid key = at.newId();
    peer.tell(new VirtualPeer.ExpectTrunk(of.id(0), of.peers.get(0).incarnation(), key));
    byte[] line = ("AVP TRUNK " + key + "\n\n").getBytes(StandardCharsets.US_ASCII);
    while (true) {
      Socket socket = new Socket("127.0.0.1", at.address(0).port());
      socket.setSoTimeout((int) TestNode.PATIENCE.toMillis());
      socket.getOutputStream().write(line);
      // Closed at once if the key came first.
      if (socket.getInputStream().read() >= 0) {
        return socket;
      }
      socket.close();
    }
  }

  @Test
  void noneIsOpenedIfTheyAreOffOnEitherSide() throws Exception {
    try (TestNode on = TestNode.member(Optional.empty(), "n1");
        TestNode off = TestNode.member(Optional.of(on), "n2", "avp.mesh.trunks = false");
        TestNode third = TestNode.member(Optional.of(on), "n3")) {
      TestServent asker = TestServent.leaf(on, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(off, "127.0.1.2:6000").join(1);
      holder.shares("numbat.ogg");
      pass(on, asker, holder);
      // Those of the third node come about, so those of the second one were offered, too.
      trunks(4, on, third);
      assertEquals(0, off.gauge("mesh_trunks"));
    }
  }

  @Test
  void aStrangerWhoSaysAKeyIsClosedAndChangesNothing() throws Exception {
    try (TestNode node = TestNode.start();
        Socket stranger = new Socket("127.0.0.1", node.address(0).port())) {
      stranger.setSoTimeout((int) TestNode.PATIENCE.toMillis());
      String line = "AVP TRUNK " + Guid.modern(1, 2) + "\n\n";
      stranger.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      assertEquals(-1, stranger.getInputStream().read());
      assertEquals(0, node.gauge("mesh_trunks"));
    }
  }

  private static void trunks(int each, TestNode... nodes) {
    for (TestNode node : nodes) {
      node.eventually(
          () -> {
            assertEquals(each, node.gauge("mesh_trunks"));
            return true;
          });
    }
  }

  /** The account of the link between them counts what the trunk has carried, on both sides. */
  private static boolean carried(TestNode... nodes) {
    long sent = 0;
    for (TestNode node : nodes) {
      sent +=
          TestNode.await(node.avp.links(Optional.empty(), "", 100)).items().stream()
              .filter(link -> link.mode().equals(LinkView.MESH))
              .mapToLong(link -> link.counters().get("frames_sent"))
              .sum();
    }
    assertTrue(sent >= 1);
    return true;
  }

  /** Asks until the holder has got it: what members have needs a moment to reach the regions. */
  private static void pass(TestNode first, TestServent asker, TestServent holder) {
    first.eventually(
        () -> {
          asker.query("numbat");
          assertTrue(holder.has(DescriptorType.QUERY));
          return true;
        });
  }
}
