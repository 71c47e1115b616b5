package io.avp.gnutella.qrp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/**
 * A few slots of a table in little more than a byte each. Immutable.
 *
 * <p>Slots are grouped by 256. Of each slot the low byte is kept, in rising order; of each group
 * where it ends: a string of bits has a zero for each slot and behind the slots of a group a one
 * (the code of Elias and Fano). Every 16 groups it is marked where a group begins in that string.
 */
final class SparseSlots {
  private static final int GROUP_BITS = 8;
  private static final int MARK_BITS = 4;

  /** Eight low bytes are looked at at once, also at the last ones. */
  private static final int PADDING = Long.BYTES - 1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;

  private final byte[] low;
  private final long[] ends;
  private final int[] marks;

  /**
   * The slots of a bitmap.
   *
   * @param map one bit per slot
   * @param present number of bits that are set
   */
  SparseSlots(long[] map, int present) {
    int groups = groups(map.length);
    low = new byte[present + PADDING];
    ends = new long[words(present + groups)];
    marks = new int[marks(groups)];
    int n = 0;
    int wordsOfGroup = map.length / groups;
    for (int group = 0; group < groups; group++) {
      if ((group & (1 << MARK_BITS) - 1) == 0) {
        marks[group >>> MARK_BITS] = n + group;
      }
      for (int i = 0; i < wordsOfGroup; i++) {
        for (long word = map[group * wordsOfGroup + i]; word != 0; word &= word - 1) {
          low[n++] = (byte) ((i << 6) + Long.numberOfTrailingZeros(word));
        }
      }
      QrpTable.set(ends, n + group);
    }
  }

  /** What so many slots out of a bitmap of so many longs would take, in bytes. */
  static int bytes(int present, int longs) {
    int groups = groups(longs);
    return present + PADDING + words(present + groups) * Long.BYTES + marks(groups) * Integer.BYTES;
  }

  private static int groups(int longs) {
    return Math.max(1, longs >>> GROUP_BITS - 6);
  }

  private static int words(int bits) {
    return bits + Long.SIZE - 1 >>> 6;
  }

  private static int marks(int groups) {
    return groups + (1 << MARK_BITS) - 1 >>> MARK_BITS;
  }

  /** What it takes, in bytes, without object headers. */
  int bytes() {
    return low.length + ends.length * Long.BYTES + marks.length * Integer.BYTES;
  }

  boolean contains(int slot) {
    int group = slot >>> GROUP_BITS;
    int begin = marks[group >>> MARK_BITS];
    int skip = group & (1 << MARK_BITS) - 1;
    int i = begin >>> 6;
    long word = ends[i] & -1L << begin;
    if (skip > 0) {
      for (int n = Long.bitCount(word); n < skip; n = Long.bitCount(word)) {
        skip -= n;
        word = ends[++i];
      }
      for (; skip > 1; skip--) {
        word &= word - 1;
      }
      begin = (i << 6) + Long.numberOfTrailingZeros(word) + 1;
      word &= word - 1;
    }
    while (word == 0) {
      word = ends[++i];
    }
    int end = (i << 6) + Long.numberOfTrailingZeros(word);
    // As many ones as groups are in front of it.
    return has((byte) slot, begin - group, end - group);
  }

  private boolean has(byte sought, int from, int to) {
    long eightTimes = (sought & 0xff) * ONES;
    for (int i = from; i < to; i += Long.BYTES) {
      long zeroWhereEqual = (long) LONG.get(low, i) ^ eightTimes;
      long hits = (zeroWhereEqual - ONES) & ~zeroWhereEqual & HIGHS;
      if (hits != 0) {
        // The first hit is always a true one.
        return i + (Long.numberOfTrailingZeros(hits) >>> 3) < to;
      }
    }
    return false;
  }

  /** Calls for every slot, in rising order. */
  void forEach(IntConsumer action) {
    int group = 0;
    for (int n = 0; n < low.length - PADDING; n++) {
      while ((ends[n + group >>> 6] >>> n + group & 1) != 0) {
        group++;
      }
      action.accept(group << GROUP_BITS | low[n] & 0xff);
    }
  }
}
