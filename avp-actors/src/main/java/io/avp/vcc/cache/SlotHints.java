package io.avp.vcc.cache;

import java.util.BitSet;

/**
 * A virtual peer's side of the hints: which members have each of the 65,536 slots (top 16 bits of
 * the QRP hash), and what the regions have not been told yet.
 *
 * <p>About 400 KiB, and at most 2.5 bytes for each slot that a member has, a bit for one that most
 * of them have (at most 65,535 members). Not safe for several threads.
 */
public final class SlotHints {
  /** Resolution of hints, in bits of the hash. */
  public static final int BITS = 16;

  /** Number of regions: the top 8 bits of the hash. */
  public static final int REGIONS = 256;

  static final int SLOTS = 1 << BITS;
  private static final int PER_REGION = SLOTS / REGIONS;

  private final char[] counts = new char[SLOTS];
  private final MemberSets who = new MemberSets(SLOTS);
  private char[] candidates = new char[64];
  private final BitSet dirty = new BitSet(REGIONS);

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
   * @param member its number, 0 to 65535, as {@link #candidate} tells it
   * @param before projection that was given as {@code after} last time; empty for a new member
   * @param after projection of the new table; empty for a member that leaves
   */
  public void change(int member, BitSet before, BitSet after) {
    BitSet gone = (BitSet) before.clone();
    gone.andNot(after);
    for (int s = gone.nextSetBit(0); s >= 0; s = gone.nextSetBit(s + 1)) {
      remove(s, member);
    }
    BitSet come = (BitSet) after.clone();
    come.andNot(before);
    for (int s = come.nextSetBit(0); s >= 0; s = come.nextSetBit(s + 1)) {
      add(s, member);
    }
  }

  private void add(int slot, int member) {
    int count = counts[slot];
    if (count == Character.MAX_VALUE) {
      throw new IllegalStateException("more than 65535 members");
    }
    who.add(slot, count, member);
    counts[slot] = (char) (count + 1);
    if (count == 0) {
      dirty.set(slot / PER_REGION);
    }
  }

  private void remove(int slot, int member) {
    int count = counts[slot];
    who.remove(slot, count, member);
    counts[slot] = (char) (count - 1);
    if (count == 1) {
      dirty.set(slot / PER_REGION);
    }
  }

  /**
   * What a region is told, which is always everything that it may know; it counts as told now. A
   * virtual peer that starts sends this to every region, also if it is empty: a region is complete
   * only when all have.
   *
   * @return four longs: bit {@code i} of the 256 stands for slot {@code 256 * region + i}
   */
  public long[] mask(int region) {
    dirty.clear(region);
    long[] mask = new long[PER_REGION / Long.SIZE];
    for (int i = 0; i < PER_REGION; i++) {
      if (counts[region * PER_REGION + i] > 0) {
        mask[i / Long.SIZE] |= 1L << i;
      }
    }
    return mask;
  }

  /** The next region from {@code from} on whose part has changed since it was told; -1 if none. */
  public int nextDirty(int from) {
    return dirty.nextSetBit(from);
  }

  /** Number of members that have a slot. */
  public int members(int slot) {
    return counts[slot];
  }

  /**
   * Looks up the members that have a slot, in no order.
   *
   * @return how many; {@link #candidate} tells them
   */
  public int candidates(int slot) {
    int count = counts[slot];
    if (candidates.length < count) {
      candidates = new char[Integer.highestOneBit(count) * 2];
    }
    who.copy(slot, count, candidates);
    return count;
  }

  /**
   * Forgets those of the members looked up that do not have another slot, too.
   *
   * @param n how many there are
   * @return how many are left; -1 if all are, because few have that slot and their tables tell
   *     faster
   */
  public int narrow(int slot, int n) {
    return who.narrow(slot, candidates, n);
  }

  /** One of the members that were looked up and not forgotten. */
  public int candidate(int i) {
    return candidates[i];
  }

  /** Heap of all, in bytes. */
  public long bytes() {
    return counts.length * (long) Character.BYTES + who.bytes();
  }

  /** Slots that at least one member has. */
  public int present() {
    int count = 0;
    for (char c : counts) {
      count += c > 0 ? 1 : 0;
    }
    return count;
  }
}
