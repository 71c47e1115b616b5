package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.VendorMessage;
import org.junit.jupiter.api.Test;

/** A servent that asks to be its push proxy again and again gets no answer for each. */
class VendorFloodAttackTest {
  private static final int FLOOD = 1_000;

  @Test
  void whatIsTooMuchIsDroppedAndOthersAreServed() throws Exception {
    try (TestNode node = TestNode.start("avp.peer-count = 1")) {
      TestServent attacker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent honest = TestServent.leaf(node, "127.0.1.2:6000").join(0);
      byte[][] flood = new byte[FLOOD][];
      for (int i = 0; i < FLOOD; i++) {
        flood[i] = new VendorMessage.PushProxyRequest(1).frame(attacker.guid);
      }
      attacker.send(flood);
      attacker.settle();
      long dropped = node.counter(0, DescriptorType.VENDOR, "dropped_throttled");
      assertTrue(dropped >= FLOOD / 2, dropped + " dropped");
      honest.vendor(new VendorMessage.HopsFlow(3));
      honest.settle();
      assertEquals(dropped, node.counter(0, DescriptorType.VENDOR, "dropped_throttled"));
      node.exact(0);
    }
  }
}
