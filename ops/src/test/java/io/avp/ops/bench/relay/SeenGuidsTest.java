package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.Guid;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenGuidsTest {
  @Test
  void knowsWhatItHasSeenBeyondItsLimit() {
    SeenGuids seen = new SeenGuids();
    Random random = new Random(1);
    for (int i = 0; i < 1_500_000; i++) {
      Guid id = Guid.modern(random.nextLong(), random.nextLong());
      assertTrue(seen.add(id.high(), id.low()));
    }
    Guid last = Guid.modern(1, 2);
    assertTrue(seen.add(last.high(), last.low()));
    assertFalse(seen.add(last.high(), last.low()));
  }
}
