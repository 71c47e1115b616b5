package io.avp.vcc.cache;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A virtual peer's side of the hints: how many members have each of the 65,536 slots (top 16 bits
 * of the QRP hash), and what the regions have not been told yet.
 *
 * <p>About 150 KiB, whatever the number of members (at most 65,535). Not safe for several threads.
 */
public final class SlotHints {
  /** Resolution of hints, in bits of the hash. */
  public static final int BITS = 16;

  /** Number of regions: the top 8 bits of the hash. */
  public static final int REGIONS = 256;

  private static final int SLOTS = 1 << BITS;
  private static final int PER_REGION = SLOTS / REGIONS;

  private final char[] members = new char[SLOTS];
  private final BitSet told = new BitSet(SLOTS);
  private final BitSet dirty = new BitSet(REGIONS);
  private final long[] sequences = new long[REGIONS];

  /** The region of a hash. */
  public static int regionOf(int hash) {
    return hash >>> 24;
  }

  /** The slot of a hash. */
  public static int slotOf(int hash) {
    return hash >>> (32 - BITS);
  }

  /**
   * A member's table at this resolution, to be kept and given back to {@link #change} when it is
   * replaced or the member leaves.
   *
   * @param bits the table has 2^bits slots, 1 to 31
   */
  public static BitSet project(int bits, Slots present) {
    if (bits < 1 || bits > 31) {
      throw new IllegalArgumentException("a table of 2^" + bits + " slots");
    }
    BitSet projected = new BitSet(SLOTS);
    int shift = bits - BITS;
    if (shift >= 0) {
      present.forEach(slot -> projected.set(slot >>> shift));
    } else {
      // A coarse slot says that any of the finer ones may be present.
      present.forEach(slot -> projected.set(slot << -shift, (slot + 1) << -shift));
    }
    return projected;
  }

  /**
   * A member's table came, changed or went.
   *
   * @param before projection that was given as {@code after} last time; empty for a new member
   * @param after projection of the new table; empty for a member that leaves
   */
  public void change(BitSet before, BitSet after) {
    BitSet gone = (BitSet) before.clone();
    gone.andNot(after);
    for (int s = gone.nextSetBit(0); s >= 0; s = gone.nextSetBit(s + 1)) {
      if (members[s] == 0) {
        throw new IllegalStateException("slot " + s + " is taken back but nobody has it");
      }
      if (--members[s] == 0) {
        dirty.set(s / PER_REGION);
      }
    }
    BitSet come = (BitSet) after.clone();
    come.andNot(before);
    for (int s = come.nextSetBit(0); s >= 0; s = come.nextSetBit(s + 1)) {
      if (members[s] == Character.MAX_VALUE) {
        throw new IllegalStateException("more than 65535 members");
      }
      if (members[s]++ == 0) {
        dirty.set(s / PER_REGION);
      }
    }
  }

  /** What a region has to be told, if anything; it counts as told now. */
  public Optional<SlotDelta> flush(int region) {
    if (!dirty.get(region)) {
      return Optional.empty();
    }
    dirty.clear(region);
    List<Integer> added = new ArrayList<>();
    List<Integer> removed = new ArrayList<>();
    for (int s = region * PER_REGION; s < (region + 1) * PER_REGION; s++) {
      boolean present = members[s] > 0;
      if (present != told.get(s)) {
        told.set(s, present);
        (present ? added : removed).add(s);
      }
    }
    return added.isEmpty() && removed.isEmpty()
        ? Optional.empty()
        : Optional.of(new SlotDelta(region, ++sequences[region], false, added, removed));
  }

  /**
   * Everything for a region that has (re)started; it counts as told now. A virtual peer that starts
   * sends this to every region, also if it is empty: a region is complete only when all have.
   */
  public SlotDelta whole(int region) {
    dirty.clear(region);
    List<Integer> present = new ArrayList<>();
    for (int s = region * PER_REGION; s < (region + 1) * PER_REGION; s++) {
      told.set(s, members[s] > 0);
      if (members[s] > 0) {
        present.add(s);
      }
    }
    return new SlotDelta(region, ++sequences[region], true, present, List.of());
  }

  /**
   * {@link #whole} as four longs, for those who replace a region's part each time: bit {@code i} of
   * the 256 stands for slot {@code 256 * region + i}; it counts as told now.
   */
  public long[] mask(int region) {
    dirty.clear(region);
    long[] mask = new long[PER_REGION / Long.SIZE];
    for (int i = 0; i < PER_REGION; i++) {
      int slot = region * PER_REGION + i;
      boolean present = members[slot] > 0;
      told.set(slot, present);
      if (present) {
        mask[i / Long.SIZE] |= 1L << i;
      }
    }
    return mask;
  }

  /**
   * The next region from {@code from} on for which {@link #flush} may have something; -1 if none.
   */
  public int nextDirty(int from) {
    return dirty.nextSetBit(from);
  }

  /** Members that have a slot. */
  public int members(int slot) {
    return members[slot];
  }

  /** Slots that at least one member has. */
  public int present() {
    int count = 0;
    for (char c : members) {
      count += c > 0 ? 1 : 0;
    }
    return count;
  }
}
