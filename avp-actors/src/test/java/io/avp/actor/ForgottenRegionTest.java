package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.wire.Guid;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A region that stops is back by itself, with all that it knew. */
class ForgottenRegionTest {
  private static final int REGION = QrpHash.hash("quokka") >>> 24;

  @Test
  void itLearnsAllAgainWithoutBeingAsked() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.2.1:6000").join(0);
      TestServent far = TestServent.leaf(node, "127.0.2.2:6000").join(1);
      node.regionsKnow(1, far.shares("quokka.ogg"));
      Guid first = asker.query("quokka");
      far.take(DescriptorType.QUERY, first);
      RegionView before = region(node);
      assertEquals(1, before.asked());
      assertTrue(before.hintedSlots() > 0);

      assertTrue(TestNode.await(node.avp.forgetRegion(REGION)));
      Guid second = asker.query("quokka");
      far.take(DescriptorType.QUERY, second);
      RegionView after =
          node.eventually(
              () -> {
                RegionView now = region(node);
                assertTrue(now.complete());
                return now;
              });
      assertEquals(before.hints(), after.hints());
      assertTrue(after.asked() <= 1, "it has forgotten what it was asked before");
    }
  }

  @Test
  void aPartThatWasMeantForTheOneBeforeIsNotTaken() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent far = TestServent.leaf(node, "127.0.2.2:6000").join(1);
      node.regionsKnow(1, far.shares("quokka.ogg"));
      Map<String, Integer> hints = region(node).hints();

      assertTrue(TestNode.await(node.avp.forgetRegion(REGION)));
      long incarnation = node.peers.get(1).incarnation();
      ClusterSharding.get(node.system)
          .entityRefFor(QueryRegion.KEY, Integer.toString(REGION))
          .tell(new QueryRegion.SlotHints(node.id(1), incarnation, 0, new long[4], true));
      node.eventually(
          () -> {
            RegionView now = region(node);
            assertTrue(now.complete());
            assertEquals(hints, now.hints());
            return now;
          });
    }
  }

  @Test
  void onlyRegionsThatThereAreCanForget() throws Exception {
    try (TestNode node = TestNode.start()) {
      assertFalse(TestNode.await(node.avp.forgetRegion(256)));
      assertFalse(TestNode.await(node.avp.forgetRegion(-1)));
    }
  }

  @Test
  void regionsAreStartedBeforeAnybodyAsks() throws Exception {
    try (TestNode node = TestNode.start()) {
      node.regionsKnow(0, 0);
      Map<String, Integer> shards = new HashMap<>();
      for (int region = 0; region < 256; region++) {
        shards.merge(RegionPlaces.shardOf(Integer.toString(region)), 1, Integer::sum);
        assertEquals("n1", RegionPlaces.nodeOf(node.system, region).orElseThrow());
      }
      assertEquals(64, shards.size());
    }
  }

  private static RegionView region(TestNode node) {
    return TestNode.await(node.avp.region(REGION)).orElseThrow();
  }
}
