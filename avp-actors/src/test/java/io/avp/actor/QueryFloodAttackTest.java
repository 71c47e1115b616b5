package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries without end, to drown everybody else's. */
class QueryFloodAttackTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final int FLOOD = 5_000;

  private static byte[] query(Guid id, int ttl, int hops) {
    return Query.of(Query.MARKED, "wombat", List.of(), Ggep.NONE).frame(id, ttl, hops);
  }

  @Test
  void aFloodingLeafIsThrottledWhileOthersAreServed() throws Exception {
    try (TestNode node = TestNode.start("avp.peer-count = 1")) {
      TestServent flooder = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent asker = TestServent.leaf(node, "127.0.1.2:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.3:6000").join(0);
      holder.shares("wombat.ogg");
      for (int i = 0; i < FLOOD; i += 100) {
        byte[][] some = new byte[100][];
        java.util.Arrays.setAll(some, n -> query(node.newId(), 4, 0));
        flooder.send(some);
        if (i % 1_000 == 0) {
          Guid id = asker.query("wombat");
          holder.take(QUERY, id);
          holder.send(holder.hit(id, false, 3, 0));
          asker.take(DescriptorType.QUERY_HIT, id);
        }
      }
      flooder.settle();
      holder.settle();
      int delivered = holder.queries().size();
      assertTrue(delivered <= 30 + 30, "of the flood came " + delivered);
      assertTrue(node.counter(0, QUERY, "dropped_throttled") >= FLOOD - 60);
      assertEquals(0, flooder.detached.size());
      node.exact(0);
    }
  }

  @Test
  void aGuidFloodDoesNotPushOutOthersRoutes() throws Exception {
    try (TestNode node =
        TestNode.start(
            "avp.peer-count = 1",
            "avp.gnutella.guid-slots = 1024",
            "avp.gnutella.rates.ultrapeer-queries-burst = 100000")) {
      TestServent flooder = TestServent.ultrapeer(node, "127.0.1.1:6000").join(0);
      TestServent asker = TestServent.leaf(node, "127.0.1.2:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.3:6000").join(0);
      holder.shares("wombat.ogg");
      Guid id = asker.query("wombat");
      holder.take(QUERY, id);
      for (int i = 0; i < FLOOD; i++) {
        flooder.send(query(node.newId(), 3, 1));
      }
      flooder.settle();
      holder.send(holder.hit(id, false, 3, 0));
      asker.take(DescriptorType.QUERY_HIT, id);
      holder.take(QUERY, asker.query("wombat"));
      assertTrue(node.counter(0, QUERY, "dropped_exhausted") > 0);
      node.exact(0);
    }
  }
}
