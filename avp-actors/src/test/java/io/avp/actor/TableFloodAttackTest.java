package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The largest tables again and again: a thousand bytes each, two million slots to look at. */
class TableFloodAttackTest {
  @Test
  void whoSendsTooManyTablesIsPartedAndOthersAreServed() throws Exception {
    try (TestNode node = TestNode.start("avp.peer-count = 1")) {
      TestServent flooder = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent other = TestServent.leaf(node, "127.0.1.2:6000").join(0);
      List<byte[]> table =
          QrpSender.whole(QrpTable.ofWords(QrpTable.MAX_BITS, List.of("wombat", "numbat")));
      for (int i = 0; i < 25; i++) {
        for (byte[] payload : table) {
          flooder.send(Qrp.frame(flooder.guid, payload));
        }
      }
      assertEquals(413, flooder.bye());
      other.settle();
      assertEquals(1, node.counter(0, DescriptorType.QRP, "dropped_throttled"));
      assertTrue(node.counter(0, DescriptorType.QRP, "consumed") <= 3 * 25);
      node.exact(0);
      node.eventually(
          () -> {
            assertEquals(1, TestNode.await(node.avp.peer(node.id(0))).orElseThrow().links());
            return true;
          });
    }
  }
}
