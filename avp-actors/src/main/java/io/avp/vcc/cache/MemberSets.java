package io.avp.vcc.cache;

import java.util.Arrays;

/**
 * Which members have each of many slots: of a slot that few have their numbers, two bytes each, of
 * one that many have a bitmap, whichever is smaller. Not safe for several threads.
 */
final class MemberSets {
  /** A list's length is a multiple of it: an array takes no less memory. */
  private static final int FEW = 4;

  private static final int ARRAY_BYTES = 16;
  private static final char[] NONE = {};

  /** Null, a {@code char[]} with numbers in no order, or a {@code long[]} with a bit per number. */
  private final Object[] sets;

  private char[] unpacked = new char[64];
  private long bytes;

  MemberSets(int slots) {
    sets = new Object[slots];
  }

  /**
   * Adds a member to a slot that it does not have.
   *
   * @param count members of the slot before
   */
  void add(int slot, int count, int member) {
    Object set = sets[slot];
    int words = (member >>> 6) + 1;
    if (set instanceof long[] map) {
      if (words > map.length) {
        set = words <= mostWords(count) ? Arrays.copyOf(map, words) : listed(map, count);
      }
    } else if (set instanceof char[] list && count == list.length) {
      for (char other : list) {
        words = Math.max(words, (other >>> 6) + 1);
      }
      set =
          words <= mostWords(count) ? mapped(list, count, words) : Arrays.copyOf(list, room(count));
    } else if (set == null) {
      set = new char[FEW];
    }
    if (set instanceof long[] map) {
      map[member >>> 6] |= 1L << member;
    } else {
      ((char[]) set)[count] = (char) member;
    }
    replace(slot, set);
  }

  /**
   * Removes a member from a slot.
   *
   * @param count members of the slot before
   * @throws IllegalStateException if it does not have the slot
   */
  void remove(int slot, int count, int member) {
    Object set = sets[slot];
    if (set instanceof long[] map && has(map, member)) {
      map[member >>> 6] &= ~(1L << member);
      // Far fewer than made it a bitmap, lest it goes to and fro.
      set = count <= map.length ? listed(map, count - 1) : map;
    } else {
      char[] list = set instanceof char[] numbers ? numbers : NONE;
      int at = Math.min(count, list.length) - 1;
      while (at >= 0 && list[at] != member) {
        at--;
      }
      if (at < 0) {
        throw new IllegalStateException("slot " + slot + " is taken back but was not given");
      }
      list[at] = list[count - 1];
      set = room(count) <= list.length / 2 ? Arrays.copyOf(list, room(count)) : list;
    }
    replace(slot, count == 1 ? null : set);
  }

  /**
   * The members of a slot, in no order, at the beginning of an array that is valid until the next
   * call and must not be changed.
   *
   * @param count members of the slot
   */
  char[] of(int slot, int count) {
    if (sets[slot] instanceof long[] map) {
      if (unpacked.length < count) {
        unpacked = new char[Integer.highestOneBit(count) * 2];
      }
      unpack(map, unpacked);
      return unpacked;
    }
    return sets[slot] instanceof char[] list ? list : NONE;
  }

  /** Heap of all, in bytes. */
  long bytes() {
    return ARRAY_BYTES + (long) sets.length * Integer.BYTES + bytes;
  }

  private void replace(int slot, Object set) {
    bytes += bytes(set) - bytes(sets[slot]);
    sets[slot] = set;
  }

  private static int bytes(Object set) {
    if (set instanceof long[] map) {
      return ARRAY_BYTES + map.length * Long.BYTES;
    }
    return set instanceof char[] list ? ARRAY_BYTES + list.length * Character.BYTES : 0;
  }

  private static boolean has(long[] map, int member) {
    return member >>> 6 < map.length && (map[member >>> 6] >>> member & 1) != 0;
  }

  /** Length of a list with room for one more, and for another quarter. */
  private static int room(int count) {
    return count + count / FEW + FEW & -FEW;
  }

  /** Words of the largest bitmap that is not larger than a list with room for one more. */
  private static int mostWords(int count) {
    return room(count) * Character.BYTES / Long.BYTES;
  }

  private static long[] mapped(char[] list, int count, int words) {
    long[] map = new long[words];
    for (int i = 0; i < count; i++) {
      map[list[i] >>> 6] |= 1L << list[i];
    }
    return map;
  }

  private static char[] listed(long[] map, int count) {
    char[] list = new char[room(count)];
    unpack(map, list);
    return list;
  }

  private static void unpack(long[] map, char[] to) {
    int n = 0;
    for (int i = 0; i < map.length; i++) {
      for (long word = map[i]; word != 0; word &= word - 1) {
        to[n++] = (char) ((i << 6) + Long.numberOfTrailingZeros(word));
      }
    }
  }
}
