package io.avp.vcc.cache;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Which words the prefixes of a region lead to: those that query tables have of each word. The
 * words' regions have the files, so a question whose routing word is such a prefix goes on to them.
 * A word that no file has any more stays: it costs a question, and harms nothing.
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
   * @param all false if there may be more than there was room for
   */
  @SuppressWarnings("ArrayRecordComponent") // given away
  public record Words(int[] hashes, boolean all) {}

  private final int maxEntries;

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

  /** A word has a prefix, both as an {@link #entry}. */
  public void add(long entry) {
    int prefixHash = prefix(entry);
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
    return new Words(Arrays.copyOf(found, n), !full && !crowded.contains(prefixHash));
  }

  /** True if there was no room for some: of no prefix can anybody say that he knows all. */
  public boolean isFull() {
    return full;
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

  /** A prefix in the upper half, a word in the lower, each as query routing hashes it. */
  static long entry(int prefixHash, int wordHash) {
    return (long) prefixHash << Integer.SIZE | wordHash & 0xffff_ffffL;
  }

  /** The prefix of an {@link #entry}. */
  public static int prefix(long entry) {
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
}
