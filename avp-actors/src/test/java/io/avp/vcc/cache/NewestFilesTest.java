package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestFilesTest {
  private static final int NOW = 1_700_000_000;

  private final Realm realm = new Realm(HoldingLimits.STANDARD);

  @Test
  void theNewestOfEachSource() {
    realm.add(
        Samples.holder(1),
        List.of(file(1, NOW - 10), file(2, NOW - 40), file(3, NOW - 20), file(4, NOW - 30)));
    realm.add(
        Samples.holder(2),
        List.of(file(5, NOW - 15), file(6, NOW + 90_000), Samples.file(7, "no time")));
    assertEquals(List.of(1, 3, 4, 5), found(10, realm.nowMillis));
    assertEquals(List.of(1, 5), found(2, realm.nowMillis));
    assertEquals(List.of(), found(10, realm.nowMillis + 31 * 60_000), "nobody has confirmed them");
    realm.store.leave(Samples.guid(1), Samples.AVP);
    assertEquals(List.of(5), found(10, realm.nowMillis));
  }

  private List<Integer> found(int target, long nowMillis) {
    List<Integer> indexes = new ArrayList<>();
    for (Offer offer : NewestFiles.find(realm.store, target, 30, nowMillis, NOW).offers()) {
      offer.records().forEach(record -> indexes.add((int) record[0]));
    }
    indexes.sort(null);
    return indexes;
  }

  private static FileRecord file(int index, int seconds) {
    byte[] time = new WireWriter(4).u32(seconds).toByteArray();
    byte[] area =
        new WireWriter(64)
            .utf8(Samples.sha1("f" + index).urn())
            .u8(0x1c)
            .bytes(Ggep.builder().addWithoutNul("CT", time).build().encode())
            .toByteArray();
    return FileRecord.of(Samples.raw(index, 1, "zebra " + index, area)).orElseThrow();
  }
}
