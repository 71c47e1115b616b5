package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FanOutTest {
  @Test
  void everybodyGetsAsManyAndNobodyItsOwn() {
    for (int connections : new int[] {5, 8, 256}) {
      FanOut fanOut = new FanOut(connections, 4);
      int[] copies = new int[connections];
      for (int source = 0; source < connections; source++) {
        for (int k = 0; k < 4; k++) {
          int target = fanOut.target(source, k);
          assertNotEquals(source, target);
          assertEquals(k, fanOut.copy(source, target));
          assertEquals(source, fanOut.source(target, k));
          copies[target]++;
        }
      }
      int[] four = new int[connections];
      java.util.Arrays.fill(four, 4);
      assertArrayEquals(four, copies);
    }
  }

  @Test
  void othersGetNone() {
    FanOut fanOut = new FanOut(8, 4);
    assertEquals(-1, fanOut.copy(6, 6));
    assertEquals(-1, fanOut.copy(6, 3));
    assertEquals(3, fanOut.copy(6, 2));
  }

  @Test
  void needsMoreConnectionsThanCopies() {
    assertThrows(IllegalArgumentException.class, () -> new FanOut(4, 4));
  }
}
