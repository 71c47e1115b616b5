package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.model.AvpId;
import io.avp.model.Incarnation;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final AvpId A = new AvpId("a-0");
  private static final AvpId B = new AvpId("b-0");

  @Property(seed = "20261124", tries = 20)
  void membersThatComeChangeAndGoLeaveNothingBehind(@ForAll long seed) {
    Random random = new Random(seed);
    SlotHints hints = new SlotHints();
    RegionHints[] regions = new RegionHints[SlotHints.REGIONS];
    for (int r = 0; r < regions.length; r++) {
      regions[r] = new RegionHints(r);
      assertEquals(
          RegionHints.Applied.APPLIED, regions[r].apply(new Incarnation(A, 1), hints.whole(r)));
    }
    BitSet[] members = new BitSet[5];
    java.util.Arrays.setAll(members, i -> new BitSet());
    for (int step = 0; step < 20; step++) {
      int member = random.nextInt(members.length);
      BitSet after = random.nextInt(4) == 0 ? new BitSet() : table(random);
      hints.change(members[member], after);
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
      assertEquals(union.get(slot), !regions[slot >>> 8].who(slot).isEmpty());
    }
    for (BitSet member : members) {
      hints.change(member, new BitSet());
    }
    flush(hints, regions);
    assertEquals(0, hints.present());
    for (RegionHints region : regions) {
      assertEquals(0, region.hintedSlots());
    }
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
    hints.change(new BitSet(), member);
    assertEquals(2, hints.nextDirty(0));
    assertArrayEquals(new long[] {1, 2, 0, Long.MIN_VALUE}, hints.mask(2));
    assertEquals(3, hints.nextDirty(0));
    assertTrue(hints.flush(2).isEmpty());
  }

  @Test
  void anOldIncarnationIsForgotten() {
    RegionHints region = new RegionHints(0);
    region.expect(List.of(A, B));
    SlotDelta whole = new SlotDelta(0, 1, true, List.of(5), List.of());
    assertEquals(RegionHints.Applied.APPLIED, region.apply(new Incarnation(A, 2), whole));
    assertEquals(RegionHints.Applied.STALE, region.apply(new Incarnation(A, 1), whole));
    assertEquals(List.of(B), region.missing());
    assertFalse(region.complete());
    assertEquals(RegionHints.Applied.APPLIED, region.apply(new Incarnation(B, 1), whole));
    assertTrue(region.complete());
    SlotDelta gap = new SlotDelta(0, 3, false, List.of(6), List.of());
    assertEquals(RegionHints.Applied.NEEDS_WHOLE, region.apply(new Incarnation(A, 2), gap));
    assertEquals(RegionHints.Applied.NEEDS_WHOLE, region.apply(new Incarnation(A, 3), gap));
    assertEquals(List.of(new Incarnation(B, 1)), region.who(5));
    region.forget(new Incarnation(B, 1));
    assertEquals(RegionHints.Applied.STALE, region.apply(new Incarnation(B, 1), whole));
    assertTrue(region.who(5).isEmpty());
  }

  @Test
  void theRarestWordIsTheSameInAnyOrder() {
    assertEquals("gnutella", RoutingWord.of(List.of("the", "gnutella", "mp3")).orElseThrow());
    assertEquals("gnutella", RoutingWord.of(List.of("mp3", "gnutella", "the")).orElseThrow());
    assertEquals("word", RoutingWord.of(List.of("2026", "word")).orElseThrow());
    assertTrue(RoutingWord.of(List.of("a", "bc")).isEmpty());
    assertTrue(RoutingWord.of(List.of("mp3")).isPresent());
  }

  private static BitSet table(Random random) {
    BitSet table = new BitSet();
    random.ints(200, 0, 1 << SlotHints.BITS).forEach(table::set);
    return table;
  }

  private static void flush(SlotHints hints, RegionHints[] regions) {
    for (int r = hints.nextDirty(0); r >= 0; r = hints.nextDirty(r + 1)) {
      int region = r;
      hints
          .flush(region)
          .ifPresent(
              d ->
                  assertEquals(
                      RegionHints.Applied.APPLIED,
                      regions[region].apply(new Incarnation(A, 1), d)));
    }
  }
}
