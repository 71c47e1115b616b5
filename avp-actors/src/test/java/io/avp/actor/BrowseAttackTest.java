package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.Guid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Leaves that lie when they are browsed; over real sockets. */
class BrowseAttackTest {
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String SONG = "wombat lullaby.ogg";
  private static final String POISON = "wombat lullaby poison.ogg";

  /** The only answer comes from what is known of the holder: it was not asked. */
  private static void isAnswered(TestServent asker, TestServent holder) throws Exception {
    Guid id = asker.query("wombat lullaby");
    byte[] frame = asker.take(HIT, id);
    QueryHit hit = QueryHit.decode(frame, Header.BYTES, frame.length - Header.BYTES);
    assertEquals(SONG, hit.records().get(0).name());
    assertEquals(1, hit.records().size());
    assertEquals(holder.self, hit.responder());
    holder.settle();
    assertFalse(holder.has(DescriptorType.QUERY, id));
  }

  @Test
  void attackALeafWithoutGuidTellsFilesByThatOfAnother() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library files = Library.of(holder, SONG);
      holder.join(1);
      files.share();
      node.awaitGauge("known_members", 1);
      node.regionsKnow(1, 0);
      isAnswered(asker, holder);

      TestServent liar = TestServent.leaf(node, "127.0.1.9:0", holder.guid).listen();
      Library lies = Library.of(liar, POISON);
      double before = node.gauge("leaves");
      try (RawOffer raw =
          new RawOffer(
              node.address(1),
              "127.0.1.9",
              "X-Ultrapeer: False",
              "X-Query-Routing: 0.1",
              "User-Agent: Raw/1",
              "Listen-IP: " + liar.self)) {
        assertEquals(200, raw.status());
        raw.write("GNUTELLA/0.6 200 OK\r\n\r\n");
        for (byte[] payload : QrpSender.whole(QrpTable.ofWords(16, QueryWords.forTable(POISON)))) {
          raw.write(Qrp.frame(liar.guid, payload));
        }
        node.awaitGauge("leaves", before + 1);
        node.eventually(
            () -> {
              assertEquals(1, lies.browses.get());
              return true;
            });
        node.awaitGauge("browses", 0);
        isAnswered(asker, holder);
      }
      node.awaitGauge("leaves", before);
      isAnswered(asker, holder);
    }
  }

  @Test
  void attackALeafWithEndlessFilesIsAskedLikeAnyOther() throws Exception {
    try (TestNode node = TestNode.start("avp.cache.lists = 64 KiB")) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent endless = TestServent.leaf(node, "127.0.1.2:0").listen();
      String[] names = new String[500];
      Arrays.setAll(names, i -> "wombat " + i + ".ogg");
      Library files = Library.of(endless, names);
      endless.join(1);
      int slots = files.share();
      node.awaitGauge("known_refused_total", 1);
      assertEquals(1, files.browses.get());
      node.regionsKnow(1, slots);
      Guid id = asker.query("wombat");
      endless.take(DescriptorType.QUERY, id);
      assertEquals(0, node.gauge("known_bytes"));

      TestServent modest = TestServent.leaf(node, "127.0.1.3:0").listen();
      Library few = Library.of(modest, SONG);
      modest.join(1);
      few.share();
      node.awaitGauge("known_members", 1);
    }
  }
}
