package io.avp.gnutella.qrp;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which slots of a query routing table are present. Immutable.
 *
 * <p>Kept in about a byte per present slot while that is smaller than a bitmap.
 */
public final class QrpTable {
  /** Smallest binary logarithm of a table's length. */
  public static final int MIN_BITS = 1;

  /** Largest binary logarithm of a table's length: 2^21 slots. */
  public static final int MAX_BITS = 21;

  private final int bits;
  private final int present;

  /** One of both, none in a table of which no slot is present. */
  private final byte[] sparse;

  private final long[] dense;

  private QrpTable(int bits, int present, byte[] sparse, long[] dense) {
    this.bits = bits;
    this.present = present;
    this.sparse = sparse;
    this.dense = dense;
  }

  /** A table of 2^bits slots of which none is present. */
  public static QrpTable empty(int bits) {
    checkBits(bits);
    return new QrpTable(bits, 0, null, null);
  }

  /** The table of words that are already normalised. */
  public static QrpTable ofWords(int bits, Iterable<String> words) {
    long[] map = bitmap(bits);
    for (String word : words) {
      set(map, QrpHash.slot(QrpHash.hash(word), bits));
    }
    return ofBitmap(bits, map);
  }

  /** The table of a bitmap, which it may keep. */
  static QrpTable ofBitmap(int bits, long[] map) {
    int present = 0;
    for (long word : map) {
      present += Long.bitCount(word);
    }
    if (present == 0) {
      return empty(bits);
    }
    byte[] sparse = SparseSlots.of(bits, map, present);
    return new QrpTable(bits, present, sparse, sparse == null ? map : null);
  }

  /** Binary logarithm of the number of slots. */
  public int bits() {
    return bits;
  }

  /** Number of slots. */
  public int slots() {
    return 1 << bits;
  }

  /** Number of present slots. */
  public int present() {
    return present;
  }

  /** Share of present slots, 0 to 1. */
  public double fill() {
    return (double) present / slots();
  }

  /** Heap of the slots, in bytes, without object headers. */
  public int bytes() {
    return dense != null ? dense.length * Long.BYTES : sparse != null ? sparse.length : 0;
  }

  /** True if the slot of a word's {@link QrpHash#hash} is present. */
  public boolean contains(int hash) {
    return isPresent(hash >>> (32 - bits));
  }

  /**
   * True if the first {@code count} hashes are all contained; false if there are none. Never
   * allocates.
   */
  public boolean matches(int[] hashes, int count) {
    for (int i = 0; i < count; i++) {
      if (!contains(hashes[i])) {
        return false;
      }
    }
    return count > 0;
  }

  /** Calls for every present slot, in rising order. */
  public void forEachSlot(IntConsumer action) {
    if (sparse != null) {
      SparseSlots.forEach(sparse, bits, action);
    }
    for (int i = 0; dense != null && i < dense.length; i++) {
      for (long word = dense[i]; word != 0; word &= word - 1) {
        action.accept((i << 6) + Long.numberOfTrailingZeros(word));
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QrpTable t
        && bits == t.bits
        && present == t.present
        && Arrays.equals(toBitmap(), t.toBitmap());
  }

  @Override
  public int hashCode() {
    return 31 * bits + Arrays.hashCode(toBitmap());
  }

  @Override
  public String toString() {
    return "QrpTable[2^" + bits + ", " + present + " present]";
  }

  /** A fresh bitmap of the present slots. */
  long[] toBitmap() {
    if (dense != null) {
      return dense.clone();
    }
    long[] map = bitmap(bits);
    forEachSlot(slot -> set(map, slot));
    return map;
  }

  /**
   * A fresh bitmap of what is present in a table of 2^bits slots: if this one is larger, it is
   * folded, if it is smaller, expanded.
   */
  long[] toBitmap(int bits) {
    long[] map = bitmap(bits);
    forEachSlot(slot -> setRange(map, bits, slot, this.bits));
    return map;
  }

  private boolean isPresent(int slot) {
    return dense != null
        ? (dense[slot >>> 6] >>> (slot & 63) & 1) != 0
        : sparse != null && SparseSlots.contains(sparse, bits, slot);
  }

  static long[] bitmap(int bits) {
    checkBits(bits);
    return new long[Math.max(1, 1 << bits >>> 6)];
  }

  static void set(long[] map, int slot) {
    map[slot >>> 6] |= 1L << (slot & 63);
  }

  private static void setRange(long[] map, int bits, int slot, int slotBits) {
    if (slotBits >= bits) {
      set(map, slot >>> (slotBits - bits));
      return;
    }
    int first = slot << (bits - slotBits);
    for (int i = 0; i < 1 << (bits - slotBits); i++) {
      set(map, first + i);
    }
  }

  private static void checkBits(int bits) {
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw new IllegalArgumentException("a table has 2^1 to 2^21 slots, not 2^" + bits);
    }
  }
}
