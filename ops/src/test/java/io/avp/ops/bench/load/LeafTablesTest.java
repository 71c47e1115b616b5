package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.qrp.QrpReceiver;
import io.avp.gnutella.qrp.QrpTable;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeafTablesTest {
  private final LeafTables tables = new LeafTables(16);

  @Test
  void areTheSameForOneLeafAndOthersForAnother() {
    assertEquals(tables.of(3), new LeafTables(16).of(3));
    assertNotEquals(tables.of(3), tables.of(4));
    int present = tables.of(3).present();
    assertTrue(present > 1_000 && present < 5_000, present + " slots");
  }

  @Test
  void framesCarryTheTable() throws Exception {
    byte[] frames = tables.frames(3);
    Optional<QrpTable> last = Optional.empty();
    try (QrpReceiver receiver = new QrpReceiver()) {
      for (int at = 0; at < frames.length; ) {
        int payload = Header.payloadLength(frames, at);
        last = receiver.accept(frames, at + Header.BYTES, payload);
        at += Header.BYTES + payload;
      }
    }
    assertEquals(Optional.of(tables.of(3)), last);
  }
}
