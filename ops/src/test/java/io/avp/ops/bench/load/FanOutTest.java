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
  void withSeveralNodesAllCopiesGoToOneOtherNode() {
    for (int nodes = 2; nodes <= 3; nodes++) {
      FanOut fanOut = new FanOut(12, 4, nodes);
      for (int source = 0; source < 12; source++) {
        int copies = 0;
        for (int target = 0; target < 12; target++) {
          int k = fanOut.copy(source, target);
          if (k >= 0) {
            copies++;
            assertEquals(target, fanOut.target(source, k));
            assertEquals(source, fanOut.source(target, k));
            assertEquals((fanOut.node(source) + 1) % nodes, fanOut.node(target));
          }
        }
        assertEquals(4, copies);
      }
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
    assertThrows(IllegalArgumentException.class, () -> new FanOut(8, 4, 3));
    assertThrows(IllegalArgumentException.class, () -> new FanOut(6, 4, 2));
  }
}
