package io.avp.vcc.cache;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Which words the prefixes of a region lead to: those that query tables have of each word. The
 * words' regions have the files, so a question whose routing word is such a prefix goes on to them.
 *
 * <p>Eight bytes per prefix of a word, in an open-addressing table of which three quarters are used
 * at most. Not safe for several threads.
 */
public final class RegionPrefixes {
  /** Most words of one prefix; of what has more, nobody can say that he knows all. */
  public static final int MAX_WORDS = 64;

  private static final int MAX_CROWDED = 1 << 10;
  private static final int FIRST_SLOTS = 16;
  private static final int SPREAD = 0x9E3779B9;

  /**
   * The words of a prefix.
   *
   * @param hashes of words; each belongs to the region of its top eight bits
   * @param all false if there may be more: too many, or not all regions have told theirs
   */
  @SuppressWarnings("ArrayRecordComponent") // given away
  public record Words(int[] hashes, boolean all) {}

  private final int maxEntries;
  private final BitSet regions = new BitSet(SlotHints.REGIONS);

  /** Prefix in the upper half, word in the lower; 0 marks a free slot. */
  private long[] slots = new long[FIRST_SLOTS];

  private int size;

  /** Prefixes that had more words than is bearable. */
  private final Set<Integer> crowded = new HashSet<>();

  private boolean full;
  private long refused;

  /**
   * Knows nothing.
   *
   * @param maxEntries most prefixes of words, 1 or more
   */
  public RegionPrefixes(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  /** A word has that prefix. */
  public void add(int prefixHash, int wordHash) {
    long entry = entry(prefixHash, wordHash);
    int slot = home(prefixHash);
    int words = 0;
    for (; slots[slot] != 0; slot = next(slot)) {
      if (slots[slot] == entry) {
        return;
      }
      words += prefix(slots[slot]) == prefixHash ? 1 : 0;
    }
    if (words == MAX_WORDS || size == maxEntries) {
      refused++;
      // What was left out stays unknown, also when there is room again.
      if (words < MAX_WORDS || crowded.size() == MAX_CROWDED) {
        full = true;
      } else {
        crowded.add(prefixHash);
      }
      return;
    }
    slots[slot] = entry;
    size++;
    if (size > slots.length / 4 * 3) {
      grow();
    }
  }

  /** A word that had that prefix is gone. */
  public void remove(int prefixHash, int wordHash) {
    long entry = entry(prefixHash, wordHash);
    int slot = home(prefixHash);
    while (slots[slot] != 0 && slots[slot] != entry) {
      slot = next(slot);
    }
    if (slots[slot] == entry) {
      close(slot);
      size--;
    }
  }

  /** The words that a prefix leads to. */
  public Words words(int prefixHash) {
    int[] found = new int[8];
    int n = 0;
    for (int slot = home(prefixHash); slots[slot] != 0; slot = next(slot)) {
      if (prefix(slots[slot]) == prefixHash) {
        found = n == found.length ? Arrays.copyOf(found, n * 2) : found;
        found[n++] = (int) slots[slot];
      }
    }
    return new Words(Arrays.copyOf(found, n), complete() && !crowded.contains(prefixHash));
  }

  /** A region has told all its prefixes that fall into this one. */
  public void hasTold(int region) {
    regions.set(region);
  }

  /** A region has started anew: what it told may be gone, what it will tell is not known. */
  public void hasForgotten(int region) {
    regions.clear(region);
  }

  /** True if all regions have told theirs and there was room for them. */
  public boolean complete() {
    return regions.cardinality() == SlotHints.REGIONS && !full;
  }

  /** Regions that have not told theirs. */
  public BitSet missing() {
    BitSet missing = new BitSet(SlotHints.REGIONS);
    missing.set(0, SlotHints.REGIONS);
    missing.andNot(regions);
    return missing;
  }

  /** Prefixes of words. */
  public int size() {
    return size;
  }

  /** Prefixes that there was no room for, since the start. */
  public long refused() {
    return refused;
  }

  /** Heap, in bytes. */
  public long bytes() {
    return (long) slots.length * Long.BYTES;
  }

  private static long entry(int prefixHash, int wordHash) {
    return (long) prefixHash << Integer.SIZE | wordHash & 0xffff_ffffL;
  }

  private static int prefix(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  private int home(int prefixHash) {
    return prefixHash * SPREAD >>> Integer.numberOfLeadingZeros(slots.length - 1);
  }

  private int next(int slot) {
    return slot + 1 & slots.length - 1;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long entry : old) {
      if (entry != 0) {
        int slot = home(prefix(entry));
        while (slots[slot] != 0) {
          slot = next(slot);
        }
        slots[slot] = entry;
      }
    }
  }

  private void close(int gap) {
    int mask = slots.length - 1;
    int free = gap;
    for (int s = next(gap); slots[s] != 0; s = next(s)) {
      if ((s - home(prefix(slots[s])) & mask) >= (s - free & mask)) {
        slots[free] = slots[s];
        free = s;
      }
    }
    slots[free] = 0;
  }
}
