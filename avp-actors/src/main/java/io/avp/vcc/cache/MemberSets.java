package io.avp.vcc.cache;

import java.util.Arrays;

/**
 * Which members have each of many slots: of a slot that few have their numbers, two bytes each, of
 * one that many have a bitmap. Not safe for several threads.
 */
final class MemberSets {
  /** A list's length is a multiple of it: an array takes no less memory. */
  private static final int FEW = 4;

  private static final int ARRAY_BYTES = 16;

  /** Null, a {@code char[]} with numbers in no order, or a {@code long[]} with a bit per number. */
  private final Object[] sets;

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
      set = count <= 2 * map.length ? listed(map, count - 1) : map;
    } else {
      char[] list = set instanceof char[] numbers ? numbers : new char[0];
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
   * Writes the members of a slot, in no order, to the beginning of an array.
   *
   * @param count members of the slot
   * @param to has room for them
   */
  void copy(int slot, int count, char[] to) {
    if (sets[slot] instanceof long[] map) {
      unpack(map, to);
    } else if (sets[slot] instanceof char[] list) {
      System.arraycopy(list, 0, to, 0, count);
    }
  }

  /**
   * Keeps those that have a slot.
   *
   * @param some whom to look at: the first {@code n}
   * @return how many are left at the beginning; -1, and nothing is changed, if that would take long
   *     to tell
   */
  int narrow(int slot, char[] some, int n) {
    if (!(sets[slot] instanceof long[] map)) {
      return -1;
    }
    int left = 0;
    for (int i = 0; i < n; i++) {
      char member = some[i];
      some[left] = member;
      left += has(map, member) ? 1 : 0;
    }
    return left;
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

  /** Words of the largest bitmap that takes half of a list: a list is faster. */
  private static int mostWords(int count) {
    return room(count) * Character.BYTES / Long.BYTES / 2;
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
