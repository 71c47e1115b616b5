package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MemberSetsTest {
  private final MemberSets sets = new MemberSets(2);
  private final long none = sets.bytes();

  @Property(seed = "20261124", tries = 60)
  void aSetIsWhatCameAndHasNotGone(@ForAll long seed) {
    Random random = new Random(seed);
    BitSet expected = new BitSet();
    int members = 1 << random.nextInt(17);
    for (int phase = 0; phase < 6; phase++) {
      // Fills and empties it to any degree, so that both forms occur and follow each other.
      double fill = random.nextBoolean() ? random.nextDouble() : random.nextDouble() / 50;
      for (int step = 0; step < 3_000; step++) {
        int member = random.nextInt(members);
        boolean wanted = random.nextDouble() < fill;
        int count = expected.cardinality();
        if (wanted && !expected.get(member)) {
          sets.add(1, count, member);
        } else if (!wanted && expected.get(member)) {
          sets.remove(1, count, member);
        }
        expected.set(member, wanted);
      }
      assertEquals(expected, set(expected.cardinality()));
    }
    for (int count = expected.cardinality(); count > 0; count--) {
      sets.remove(1, count, expected.nextSetBit(0));
      expected.clear(expected.nextSetBit(0));
    }
    assertEquals(none, sets.bytes());
  }

  @Test
  void aRareSlotTakesTwoBytesPerMemberAndACommonOneABit() {
    for (int i = 0; i < 100; i++) {
      sets.add(0, i, i * 600);
    }
    assertTrue(sets.bytes() - none <= 100 * 2 * 1.25 + 24, "a list");
    for (int i = 0; i < 6_400; i++) {
      sets.add(1, i, i);
    }
    assertTrue(sets.bytes() - none <= 250 + 24 + 800 + 16, "a bitmap");
  }

  @Test
  void whatWasNotGivenCannotBeTakenBack() {
    assertThrows(IllegalStateException.class, () -> sets.remove(0, 0, 7));
    sets.add(0, 0, 7);
    assertThrows(IllegalStateException.class, () -> sets.remove(0, 1, 8));
    for (int i = 0; i < 100; i++) {
      sets.add(1, i, i);
    }
    assertThrows(IllegalStateException.class, () -> sets.remove(1, 100, 100));
    assertThrows(IllegalStateException.class, () -> sets.remove(1, 100, 40_000));
  }

  private BitSet set(int count) {
    BitSet set = new BitSet();
    char[] who = new char[count];
    sets.copy(1, count, who);
    for (int i = 0; i < count; i++) {
      assertTrue(!set.get(who[i]), "twice");
      set.set(who[i]);
    }
    return set;
  }
}
