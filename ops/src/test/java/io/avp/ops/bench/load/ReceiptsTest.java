package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private static final int LENGTH = QueryFrames.BYTES;

  private final FanOut fanOut = new Ring(8, 4);
  private final BenchWords words = BenchWords.oneEach(fanOut, new Random(7));
  private final QueryFrames frames = new QueryFrames(42, words, QueryFrames.Hops.ULTRAPEERS);
  private final Receipts receipts = receipts(frames);

  private Receipts receipts(QueryFrames of) {
    Receipts receipts = new Receipts(fanOut, of);
    receipts.timeTo(new Latencies(8, 16));
    return receipts;
  }

  private byte[] relayed(int source, long number) {
    byte[] frame = new byte[LENGTH];
    frames.write(frame, 0, source, number);
    Header.patch(frame, 0, Header.ttl(frame, 0) - 1, Header.hops(frame, 0) + 1);
    return frame;
  }

  @Test
  void framesAreQueriesWithModernUniqueIds() throws Exception {
    Set<Guid> ids = new HashSet<>();
    byte[] frame = new byte[LENGTH];
    for (int source = 0; source < 8; source++) {
      for (int number = 0; number < 100; number++) {
        frames.write(frame, 0, source, number);
        assertEquals(DescriptorType.QUERY, Header.type(frame, 0));
        assertEquals(LENGTH - Header.BYTES, Header.payloadLength(frame, 0));
        assertEquals((byte) 0xff, frame[8]);
        assertEquals(0, frame[15]);
        assertEquals(source, frames.source(frame, 0));
        assertEquals(number, frames.number(frame, 0));
        assertTrue(ids.add(Guid.read(frame, 0)));
        Query query = Query.decode(frame, Header.BYTES, LENGTH - Header.BYTES);
        assertEquals(words.texts(source).get(0), query.text());
      }
    }
  }

  @Test
  void aQueryIsCompleteWhenAllFourHaveIt() throws Exception {
    for (int target : new int[] {1, 2, 3, 4}) {
      assertEquals(0, receipts.complete(0));
      receipts.take(relayed(0, 0), 0, LENGTH, target, 0);
    }
    assertEquals(1, receipts.complete(0));
    assertEquals(4, receipts.copies());
  }

  @Test
  void oneChangedByteAnywhereIsNoticed() {
    for (int i = 0; i < LENGTH; i++) {
      byte[] frame = relayed(0, 0);
      frame[i] ^= 1;
      assertThrows(LoadFailure.class, () -> receipts.take(frame, 0, LENGTH, 1, 0), "byte " + i);
    }
    byte[] unpatched = new byte[LENGTH];
    frames.write(unpatched, 0, 0, 0);
    assertThrows(LoadFailure.class, () -> receipts.take(unpatched, 0, LENGTH, 1, 0));
  }

  @Test
  void lostDoubledAndStrayedCopiesAreNoticed() throws Exception {
    assertThrows(LoadFailure.class, () -> receipts.take(relayed(0, 0), 0, LENGTH, 5, 0));
    receipts.take(relayed(0, 1), 0, LENGTH, 1, 0);
    assertEquals(1, receipts.awaited());
    assertThrows(LoadFailure.class, () -> receipts.take(relayed(0, 1), 0, LENGTH, 1, 0));
    receipts.take(relayed(0, 0), 0, LENGTH, 1, 0);
    assertEquals(0, receipts.awaited());
    assertThrows(LoadFailure.class, () -> receipts.take(relayed(0, 0), 0, LENGTH, 1, 0));
  }

  @Test
  void aForeignRelayMayLoseAndReorderButNotDoubleOrChange() throws Exception {
    QueryFrames foreign = new QueryFrames(42, words, QueryFrames.Hops.FOREIGN);
    Receipts tolerant = receipts(foreign);
    byte[] frame = relayed(0, 2);
    Header.patch(frame, 0, 7, 9);
    tolerant.take(frame, 0, LENGTH, 1, 0);
    assertEquals(2, tolerant.lost());
    tolerant.take(relayed(0, 1), 0, LENGTH, 1, 0);
    assertEquals(1, tolerant.lost());
    tolerant.take(relayed(0, 0), 0, LENGTH, 1, 0);
    assertEquals(0, tolerant.lost());
    assertThrows(LoadFailure.class, () -> tolerant.take(frame, 0, LENGTH, 1, 0));
    for (int i = 0; i < LENGTH; i++) {
      byte[] changed = relayed(0, 3);
      changed[i] ^= 1;
      if (i != Guid.BYTES + 1 && i != Guid.BYTES + 2) {
        assertThrows(LoadFailure.class, () -> tolerant.take(changed, 0, LENGTH, 1, 0), "byte " + i);
      }
    }
    assertEquals(0, tolerant.complete(0));
    tolerant.forgive(0, 5);
    assertEquals(5, tolerant.complete(0));
    assertEquals(2 + 3 * 5, tolerant.lost());
  }
}
