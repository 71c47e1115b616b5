package io.avp.gnutella.qrp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/**
 * A few slots of a table in little more than a byte each, in one array so that a look-up touches
 * few cache lines, and almost without branches.
 *
 * <p>Slots are grouped by 256. In this order: for every eighth group how many slots are in front of
 * it (16 bits); for every group how many are between those and it (8 bits), and the same for the
 * end; the low byte of each slot, in rising order.
 */
final class SparseSlots {
  private static final int GROUP_BITS = 8;
  private static final int MARK_BITS = 3;

  /** Sixteen low bytes are looked at at once, also at the last ones. */
  private static final int PADDING = 2 * Long.BYTES - 1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle CHAR =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;

  private SparseSlots() {}

  /**
   * The slots of a bitmap.
   *
   * @param map one bit per slot
   * @param present number of bits that are set
   * @return null if that is not smaller than the bitmap, or if a count does not fit: of more than
   *     65,535 slots, or of more than 255 in the seven groups behind a mark, which hashes have only
   *     when the bitmap is hardly larger
   */
  static byte[] of(int bits, long[] map, int present) {
    int length = lows(bits) + present + PADDING;
    if (length >= map.length * Long.BYTES || present > Character.MAX_VALUE) {
      return null;
    }
    byte[] form = new byte[length];
    int groups = groups(bits);
    int wordsOfGroup = map.length / groups;
    int n = 0;
    for (int group = 0; group <= groups; group++) {
      if ((group & (1 << MARK_BITS) - 1) == 0) {
        CHAR.set(form, mark(group), (char) n);
      }
      int since = n - (char) CHAR.get(form, mark(group));
      if (since > 0xff) {
        return null;
      }
      form[counts(bits) + group] = (byte) since;
      for (int i = 0; group < groups && i < wordsOfGroup; i++) {
        for (long word = map[group * wordsOfGroup + i]; word != 0; word &= word - 1) {
          form[lows(bits) + n++] = (byte) ((i << 6) + Long.numberOfTrailingZeros(word));
        }
      }
    }
    return form;
  }

  private static int groups(int bits) {
    return 1 << Math.max(0, bits - GROUP_BITS);
  }

  private static int mark(int group) {
    return group >>> MARK_BITS << 1;
  }

  private static int counts(int bits) {
    return mark(groups(bits)) + Character.BYTES;
  }

  private static int lows(int bits) {
    return counts(bits) + groups(bits) + 1;
  }

  /** Where the low bytes of a group begin. */
  private static int begin(byte[] form, int bits, int group) {
    return lows(bits) + (char) CHAR.get(form, mark(group)) + (form[counts(bits) + group] & 0xff);
  }

  static boolean contains(byte[] form, int bits, int slot) {
    int group = slot >>> GROUP_BITS;
    int end = begin(form, bits, group + 1);
    long sought = (slot & 0xff) * ONES;
    for (int i = begin(form, bits, group); i < end; i += 2 * Long.BYTES) {
      long first = zeroBytes((long) LONG.get(form, i) ^ sought);
      long second = zeroBytes((long) LONG.get(form, i + Long.BYTES) ^ sought);
      if ((first | second) != 0) {
        // What is behind the end belongs to others.
        return first != 0
            ? i + (Long.numberOfTrailingZeros(first) >>> 3) < end
            : i + Long.BYTES + (Long.numberOfTrailingZeros(second) >>> 3) < end;
      }
    }
    return false;
  }

  /** The lowest bit that is set is the highest of the lowest byte that is zero. */
  private static long zeroBytes(long word) {
    return (word - ONES) & ~word & HIGHS;
  }

  /** Calls for every slot, in rising order. */
  static void forEach(byte[] form, int bits, IntConsumer action) {
    for (int group = 0; group < groups(bits); group++) {
      int end = begin(form, bits, group + 1);
      for (int i = begin(form, bits, group); i < end; i++) {
        action.accept(group << GROUP_BITS | form[i] & 0xff);
      }
    }
  }
}
