package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RingTest {
  /** Copies that each connection gets if every source asks once. */
  private static int[] copies(Ring ring) {
    int[] copies = new int[ring.connections()];
    for (int source = 0; source < ring.connections(); source++) {
      int from = source;
      int gets = 0;
      for (int target = 0; target < ring.connections(); target++) {
        int k = ring.copy(source, target);
        if (k >= 0) {
          gets++;
          copies[target]++;
          assertNotEquals(source, target);
          assertEquals(target, ring.target(source, k));
        }
      }
      assertEquals(ring.isSource(from) ? ring.width() : 0, gets);
    }
    return copies;
  }

  private static void assertEverybodyGetsFour(Ring ring) {
    int[] four = new int[ring.connections()];
    Arrays.fill(four, 4);
    assertArrayEquals(four, copies(ring));
  }

  @Test
  void everybodyGetsAsManyAndNobodyItsOwn() {
    for (int connections : new int[] {5, 8, 256}) {
      assertEverybodyGetsFour(new Ring(connections, 4));
    }
  }

  @Test
  void copiesCrossToOneOtherNodeOrStay() {
    for (int nodes = 2; nodes <= 3; nodes++) {
      Ring crossing = Ring.crossing(12, 4, nodes);
      Ring local = Ring.local(30, 4, nodes);
      assertEverybodyGetsFour(crossing);
      assertEverybodyGetsFour(local);
      for (int k = 0; k < 4; k++) {
        assertEquals((crossing.node(7) + 1) % nodes, crossing.node(crossing.target(7, k)));
        assertEquals(local.node(7), local.node(local.target(7, k)));
      }
    }
  }

  @Test
  void onlyEveryTenthSendsToConnectionsThatFollow() {
    Ring ring = Ring.quiet(40, 4, 10);
    assertEquals(4, IntStream.range(0, 40).filter(ring::isSource).count());
    assertEquals(16, IntStream.of(copies(ring)).sum());
  }

  @Test
  void needsMoreConnectionsThanCopies() {
    assertThrows(IllegalArgumentException.class, () -> new Ring(4, 4));
    assertThrows(IllegalArgumentException.class, () -> Ring.crossing(8, 4, 3));
    assertThrows(IllegalArgumentException.class, () -> Ring.crossing(6, 4, 2));
    assertThrows(IllegalArgumentException.class, () -> Ring.local(8, 4, 2));
    assertThrows(IllegalArgumentException.class, () -> Ring.quiet(44, 4, 10));
  }

  @Test
  void fromAllToAll() {
    AllToAll all = new AllToAll(2, 3);
    for (int k = 0; k < 3; k++) {
      assertEquals(k, all.copy(1, all.target(1, k)));
      assertEquals(-1, all.copy(all.target(1, k), 2));
    }
    assertEquals(-1, all.copy(1, 0));
  }
}
