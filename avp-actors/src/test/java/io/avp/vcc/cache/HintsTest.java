package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.model.AvpId;
import io.avp.model.Incarnation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final AvpId A = new AvpId("a-0");
  private static final AvpId B = new AvpId("b-0");
  private static final Incarnation A1 = new Incarnation(A, 1);

  @Property(seed = "20261124", tries = 20)
  void membersThatComeChangeAndGoLeaveNothingBehind(@ForAll long seed) {
    Random random = new Random(seed);
    SlotHints hints = new SlotHints();
    RegionHints[] regions = new RegionHints[SlotHints.REGIONS];
    for (int r = 0; r < regions.length; r++) {
      regions[r] = new RegionHints();
      regions[r].expect(List.of(A1, new Incarnation(B, 1)));
      assertTrue(regions[r].put(A1, hints.mask(r), true));
    }
    BitSet[] members = new BitSet[5];
    java.util.Arrays.setAll(members, i -> new BitSet());
    for (int step = 0; step < 20; step++) {
      int member = random.nextInt(members.length);
      BitSet after = random.nextInt(4) == 0 ? new BitSet() : table(random);
      hints.change(member, members[member], after);
      members[member] = after;
      if (random.nextBoolean()) {
        flush(hints, regions);
      }
    }
    flush(hints, regions);
    BitSet union = new BitSet();
    for (BitSet member : members) {
      union.or(member);
    }
    assertEquals(union.cardinality(), hints.present());
    for (int slot = 0; slot < 1 << SlotHints.BITS; slot++) {
      BitSet who = new BitSet();
      int n = hints.candidates(slot);
      assertEquals(hints.members(slot), n);
      for (int i = 0; i < n; i++) {
        who.set(hints.candidate(i));
      }
      for (int member = 0; member < members.length; member++) {
        assertEquals(members[member].get(slot), who.get(member));
      }
      assertEquals(union.get(slot) ? List.of("a-0") : List.of(), who(regions[slot >>> 8], slot));
    }
    for (int member = 0; member < members.length; member++) {
      hints.change(member, members[member], new BitSet());
    }
    flush(hints, regions);
    assertEquals(0, hints.present());
    for (RegionHints region : regions) {
      assertEquals(0, region.hintedSlots());
    }
  }

  @Test
  void candidatesAreThoseThatHaveAllWords() {
    SlotHints hints = new SlotHints();
    for (int member = 0; member < 1_000; member++) {
      BitSet table = new BitSet();
      table.set(10, member % 2 == 0);
      table.set(20, member % 3 == 0);
      table.set(30, member % 100 == 0);
      table.set(40, member % 250 == 0);
      hints.change(member, new BitSet(), table);
    }
    assertEquals(10, hints.candidates(30));
    assertEquals(10, hints.narrow(10, 10));
    assertEquals(4, hints.narrow(20, 10), "0, 300, 600, 900");
    assertEquals(-1, hints.narrow(40, 4), "left to their tables");
    BitSet left = new BitSet();
    for (int i = 0; i < 4; i++) {
      left.set(hints.candidate(i));
    }
    assertEquals("{0, 300, 600, 900}", left.toString());
    assertEquals(334, hints.candidates(20));
    assertEquals(167, hints.narrow(10, 334));
    assertEquals(0, hints.candidates(50));
  }

  @Test
  void projectsFinerAndCoarserTables() {
    BitSet fine = SlotHints.project(17, c -> List.of(6, 7, 131_071).forEach(c::accept));
    assertEquals(2, fine.cardinality());
    assertTrue(fine.get(3) && fine.get(65_535));
    BitSet coarse = SlotHints.project(14, c -> c.accept(1));
    assertEquals(4, coarse.cardinality());
    assertTrue(coarse.get(4) && coarse.get(7));
  }

  @Test
  void aMaskIsTheWholeRegion() {
    SlotHints hints = new SlotHints();
    BitSet member = new BitSet();
    member.set(512);
    member.set(512 + 255);
    member.set(512 + 65);
    member.set(900);
    hints.change(9, new BitSet(), member);
    assertEquals(2, hints.nextDirty(0));
    assertArrayEquals(new long[] {1, 2, 0, Long.MIN_VALUE}, hints.mask(2));
    assertEquals(3, hints.nextDirty(0));
    assertEquals(-1, hints.nextDirty(2 + 2));
  }

  @Test
  void anOldIncarnationIsForgotten() {
    RegionHints region = new RegionHints();
    region.expect(List.of(new Incarnation(A, 2), new Incarnation(B, 1)));
    assertTrue(region.put(new Incarnation(A, 2), slot(5), true));
    assertFalse(region.put(A1, slot(6), true), "a part of an earlier life");
    assertEquals(List.of(B), region.missing());
    assertFalse(region.complete());
    assertTrue(region.put(new Incarnation(B, 1), slot(5), true));
    assertTrue(region.complete());
    assertEquals(List.of("a-0", "b-0"), who(region, 5));
    assertTrue(who(region, 6).isEmpty());
    region.expect(List.of(new Incarnation(A, 3), new Incarnation(B, 1)));
    assertFalse(region.complete(), "the next life has not told its part");
    assertEquals(List.of("b-0"), who(region, 5));
    region.expect(List.of(new Incarnation(B, 1)));
    assertTrue(region.put(new Incarnation(B, 1), slot(7), true));
    assertTrue(region.complete());
    assertEquals(List.of("b-0"), who(region, 7));
  }

  @Test
  void aPartMayComeBeforeTheNewsOfItsLife() {
    RegionHints region = new RegionHints();
    region.expect(List.of(A1));
    assertTrue(region.put(A1, slot(5), true));
    assertTrue(region.put(new Incarnation(B, 4), slot(5), true));
    assertEquals(List.of("a-0"), who(region, 5), "nobody is named who may not live");
    region.expect(List.of(A1, new Incarnation(B, 4)));
    assertTrue(region.complete());
    assertEquals(List.of("a-0", "b-0"), who(region, 5));
  }

  @Test
  void answersManyQuestionsAtOnceAndNeverNamesTheAsker() {
    RegionHints region = new RegionHints();
    List<Incarnation> living = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      Incarnation one = new Incarnation(new AvpId(String.format("p-%02d", i)), 1);
      living.add(one);
      region.put(one, slot(i % 3), true);
    }
    region.expect(living);
    RegionHints.Answers answers = region.answer(new int[] {0, 1 << 16, 9 << 16}, new AvpId("p-69"));
    assertEquals(69, answers.peers().length);
    assertEquals(2, answers.named());
    int words = RegionHints.words(69);
    for (int peer = 0; peer < 69; peer++) {
      for (int q = 0; q < 3; q++) {
        boolean said = (answers.masks()[q * words + peer / 64] >>> peer & 1) != 0;
        assertEquals(q < 2 && peer % 3 == q, said);
      }
    }
  }

  @Test
  void theRarestWordIsTheSameInAnyOrder() {
    assertTrue(rank("gnutella") > rank("the"));
    assertTrue(rank("gnutella") > rank("mp3"));
    assertTrue(rank("abc") > rank("original"), "common words come last, however long");
    assertTrue(rank("word") > rank("20261"), "there are fewer numbers than words");
    assertTrue(rank("202612") > rank("2026"));
    assertNotEquals(rank("abcd"), rank("abce"));
    assertEquals(QrpHash.hash("gnutella"), RoutingWord.hash(rank("gnutella")));
    assertEquals(QrpHash.hash("2026"), RoutingWord.hash(rank("2026")));
  }

  private static BitSet table(Random random) {
    BitSet table = new BitSet();
    random.ints(200, 0, 1 << SlotHints.BITS).forEach(table::set);
    return table;
  }

  private static void flush(SlotHints hints, RegionHints[] regions) {
    for (int r = hints.nextDirty(0); r >= 0; r = hints.nextDirty(r + 1)) {
      assertTrue(regions[r].put(A1, hints.mask(r), true));
    }
  }

  private static long[] slot(int slot) {
    long[] mask = new long[RegionHints.LONGS];
    mask[slot / 64] |= 1L << slot;
    return mask;
  }

  private static List<String> who(RegionHints region, int slot) {
    RegionHints.Answers answers = region.answer(new int[] {slot << 16}, new AvpId("nobody"));
    List<String> named = new ArrayList<>();
    for (int i = 0; i < answers.peers().length; i++) {
      if ((answers.masks()[i / 64] >>> i & 1) != 0) {
        named.add(answers.peers()[i]);
      }
    }
    return named;
  }

  private static long rank(String word) {
    return RoutingWord.rank(
        QrpHash.hash(word), word.length(), word.chars().allMatch(c -> c >= '0' && c <= '9'));
  }
}
