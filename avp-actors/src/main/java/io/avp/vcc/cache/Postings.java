package io.avp.vcc.cache;

import java.util.Arrays;

/**
 * Which holdings have a word, by its hash: sorted numbers, four bytes each, and 16 bytes per slot
 * of an open-addressing table of which three quarters are used at most. A word that one holding has
 * needs no array. Not safe for several threads.
 */
final class Postings {
  private static final int FIRST_SLOTS = 8;
  private static final int ARRAY_BYTES = 16;
  private static final int SPREAD = 0x9E3779B9;

  private int[] hashes = new int[FIRST_SLOTS];

  /** 0 marks a free slot. */
  private int[] counts = new int[FIRST_SLOTS];

  /** The only holding, if there is one only. */
  private int[] only = new int[FIRST_SLOTS];

  private int[][] lists = new int[FIRST_SLOTS][];
  private int words;
  private int size;
  private long listBytes;

  /** The slot of a word; negative if nothing has it. */
  int find(int hash) {
    int slot = free(hash);
    return counts[slot] == 0 ? -1 : slot;
  }

  /** Holdings of the word in a slot. */
  int count(int slot) {
    return counts[slot];
  }

  /** One of the holdings of the word in a slot. */
  int holding(int slot, int i) {
    return lists[slot] == null ? only[slot] : lists[slot][i];
  }

  /** The word in a slot; slots that {@link #count} 0 have none. */
  int hash(int slot) {
    return hashes[slot];
  }

  int slots() {
    return counts.length;
  }

  boolean contains(int hash, int holding) {
    int slot = find(hash);
    return slot >= 0 && place(slot, holding) >= 0;
  }

  /** Adds a holding that a word does not have; returns true if it is the word's first. */
  boolean add(int hash, int holding) {
    int slot = free(hash);
    size++;
    if (counts[slot] == 0) {
      if (words + 1 > counts.length / 4 * 3) {
        grow();
        slot = free(hash);
      }
      words++;
      hashes[slot] = hash;
      counts[slot] = 1;
      only[slot] = holding;
      return true;
    }
    int at = -1 - place(slot, holding);
    int count = counts[slot]++;
    int[] list = lists[slot];
    if (list == null) {
      list = new int[] {only[slot], 0};
      set(slot, list);
    } else if (list.length == count) {
      list = Arrays.copyOf(list, count + count / 4 + 1);
      set(slot, list);
    }
    System.arraycopy(list, at, list, at + 1, count - at);
    list[at] = holding;
    return false;
  }

  /** Removes a holding that a word has; returns true if it was the word's last. */
  boolean remove(int hash, int holding) {
    int slot = free(hash);
    int at = counts[slot] == 0 ? -1 : place(slot, holding);
    if (at < 0) {
      throw new IllegalStateException("a word is taken from a holding that does not have it");
    }
    size--;
    int count = --counts[slot];
    if (count == 0) {
      close(slot);
      words--;
      return true;
    }
    int[] list = lists[slot];
    System.arraycopy(list, at + 1, list, at, count - at);
    if (count == 1) {
      only[slot] = list[0];
      set(slot, null);
    } else if (count + count / 4 < list.length / 2) {
      set(slot, Arrays.copyOf(list, count + count / 4));
    }
    return false;
  }

  /** Words that something has. */
  int words() {
    return words;
  }

  /** Holdings, counted for each of their words. */
  int size() {
    return size;
  }

  /** Heap of all, in bytes. */
  long bytes() {
    return 4 * (ARRAY_BYTES + (long) counts.length * Integer.BYTES) + listBytes;
  }

  /** Where a holding is, or -1 - (where it belongs). */
  private int place(int slot, int holding) {
    if (lists[slot] == null) {
      return only[slot] == holding ? 0 : only[slot] < holding ? -2 : -1;
    }
    return Arrays.binarySearch(lists[slot], 0, counts[slot], holding);
  }

  private void set(int slot, int[] list) {
    listBytes += bytes(list) - bytes(lists[slot]);
    lists[slot] = list;
  }

  private static long bytes(int[] list) {
    return list == null ? 0 : ARRAY_BYTES + (long) list.length * Integer.BYTES;
  }

  private int home(int hash) {
    return hash * SPREAD >>> Integer.numberOfLeadingZeros(counts.length - 1);
  }

  /** The slot of a word, or the free one where it belongs. */
  private int free(int hash) {
    int slot = home(hash);
    while (counts[slot] != 0 && hashes[slot] != hash) {
      slot = slot + 1 & counts.length - 1;
    }
    return slot;
  }

  private void close(int gap) {
    int mask = counts.length - 1;
    int free = gap;
    for (int s = gap + 1 & mask; counts[s] != 0; s = s + 1 & mask) {
      if ((s - home(hashes[s]) & mask) >= (s - free & mask)) {
        move(s, free);
        free = s;
      }
    }
    counts[free] = 0;
    lists[free] = null;
  }

  private void move(int from, int to) {
    hashes[to] = hashes[from];
    counts[to] = counts[from];
    only[to] = only[from];
    lists[to] = lists[from];
  }

  private void grow() {
    int[] oldHashes = hashes;
    int[] oldCounts = counts;
    int[] oldOnly = only;
    int[][] oldLists = lists;
    int slots = counts.length * 2;
    hashes = new int[slots];
    counts = new int[slots];
    only = new int[slots];
    lists = new int[slots][];
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] != 0) {
        int slot = free(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        counts[slot] = oldCounts[i];
        only[slot] = oldOnly[i];
        lists[slot] = oldLists[i];
      }
    }
  }
}
