package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.Guid;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
