package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotGapsTest {
  @Test
  void whatIsEncodedComesBack() {
    Random random = new Random(20261128);
    for (int size : new int[] {0, 1, 2, 600, 30_000}) {
      BitSet slots = new BitSet();
      random.ints(size, 0, 1 << 16).forEach(slots::set);
      assertEquals(slots, SlotGaps.decode(SlotGaps.encode(slots)));
    }
    BitSet ends = new BitSet();
    ends.set(0);
    ends.set(65_535);
    assertEquals(ends, SlotGaps.decode(SlotGaps.encode(ends)));
    BitSet all = new BitSet();
    all.set(0, 1 << 16);
    assertEquals(1 << 16, SlotGaps.encode(all).length);
    assertEquals(all, SlotGaps.decode(SlotGaps.encode(all)));
  }

  @Test
  void gapsOfMoreThanSevenBitsTakeMoreBytes() {
    BitSet slots = new BitSet();
    slots.set(1);
    slots.set(130);
    assertArrayEquals(new byte[] {1, (byte) 0x80, 1}, SlotGaps.encode(slots));
  }

  @Test
  void whatIsNoSlotIsRefused() {
    Random random = new Random(1);
    byte[] junk = new byte[64];
    for (int i = 0; i < 10_000; i++) {
      random.nextBytes(junk);
      try {
        assertTrue(SlotGaps.decode(junk).length() <= 1 << 16);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith("slot "));
      }
    }
    byte[] beyond = {-1, -1, 3, 0};
    assertThrows(IllegalArgumentException.class, () -> SlotGaps.decode(beyond));
  }
}
