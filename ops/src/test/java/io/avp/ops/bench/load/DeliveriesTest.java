package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final int LENGTH = QueryFrames.BYTES;

  private final FanOut fanOut = new Ring(8, 4);
  private final QueryFrames frames =
      new QueryFrames(42, BenchWords.oneEach(fanOut, new Random(7)), QueryFrames.Hops.ULTRAPEERS);
  private final Deliveries deliveries = new Deliveries(fanOut, frames);

  private byte[] relayed(int source, long number) {
    byte[] frame = new byte[LENGTH];
    frames.write(frame, 0, source, number);
    Header.patch(frame, 0, Header.ttl(frame, 0) - 1, Header.hops(frame, 0) + 1);
    return frame;
  }

  @Test
  void someMayBeMissing() throws Exception {
    deliveries.take(relayed(0, 3), 0, LENGTH, 1);
    deliveries.take(relayed(0, 9), 0, LENGTH, 1);
    deliveries.take(relayed(0, 4), 0, LENGTH, 2);
    assertEquals(3, deliveries.ofSource(0));
    assertEquals(3, deliveries.all());
  }

  @Test
  void noneMayComeTwiceOrBehindALaterOne() throws Exception {
    deliveries.take(relayed(0, 3), 0, LENGTH, 1);
    assertThrows(LoadFailure.class, () -> deliveries.take(relayed(0, 3), 0, LENGTH, 1));
    assertThrows(LoadFailure.class, () -> deliveries.take(relayed(0, 2), 0, LENGTH, 1));
  }

  @Test
  void noneMayBeChangedOrGoElsewhere() {
    byte[] changed = relayed(0, 0);
    changed[LENGTH - 2]++;
    assertThrows(LoadFailure.class, () -> deliveries.take(changed, 0, LENGTH, 1));
    assertThrows(LoadFailure.class, () -> deliveries.take(relayed(0, 0), 0, LENGTH, 5));
  }

  @Test
  void whatTheRelayAsksForItselfIsNoCopy() throws Exception {
    byte[] index =
        Query.of(Query.MARKED, Query.INDEX, List.of(), Ggep.NONE).frame(Guid.BLANK, 1, 0);
    deliveries.take(index, 0, index.length, 1);
    assertEquals(0, deliveries.all());
  }
}
