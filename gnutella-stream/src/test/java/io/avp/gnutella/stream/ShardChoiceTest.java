package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShardChoiceTest {
  @Test
  void thoseWhoComeBeforeAllConnectionsAreSpreadEvenly() {
    int[] residents = new int[3];
    for (int i = 0; i < 7; i++) {
      residents[ShardChoice.of(residents, new int[3])]++;
    }
    assertArrayEquals(new int[] {3, 2, 2}, residents);
  }

  @Test
  void aShardWithManyConnectionsGetsNobodyElse() {
    assertEquals(1, ShardChoice.of(new int[] {1, 3}, new int[] {2_000, 150}));
    assertEquals(0, ShardChoice.of(new int[] {1, 3}, new int[] {200, 150}));
  }

  @Test
  void aPlaceThatWasLeftIsTakenNext() {
    assertEquals(2, ShardChoice.of(new int[] {2, 2, 1}, new int[] {10, 10, 10}));
  }
}
