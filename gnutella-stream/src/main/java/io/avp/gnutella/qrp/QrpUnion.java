package io.avp.gnutella.qrp;

/**
 * The union of tables that come and go. It knows how many of them have each slot, so that a change
 * costs what that table has and never a look at all others. Takes two bytes per slot. Not safe for
 * several threads.
 */
public final class QrpUnion {
  private final int bits;
  private final char[] counts;
  private final long[] present;

  /** The union of no tables, as a table of 2^bits slots. */
  public QrpUnion(int bits) {
    this.bits = bits;
    this.present = QrpTable.bitmap(bits);
    this.counts = new char[1 << bits];
  }

  /** Takes in a table of any size, one of at most 65,535: larger ones are folded. */
  public void add(QrpTable table) {
    long[] come = table.toBitmap(bits);
    for (int i = 0; i < come.length; i++) {
      for (long word = come[i]; word != 0; word &= word - 1) {
        int slot = (i << 6) + Long.numberOfTrailingZeros(word);
        if (counts[slot] == Character.MAX_VALUE) {
          throw new IllegalStateException("more than 65535 tables");
        }
        counts[slot]++;
      }
      present[i] |= come[i];
    }
  }

  /** Takes out a table that was added. */
  public void remove(QrpTable table) {
    long[] gone = table.toBitmap(bits);
    for (int i = 0; i < gone.length; i++) {
      for (long word = gone[i]; word != 0; word &= word - 1) {
        int slot = (i << 6) + Long.numberOfTrailingZeros(word);
        if (--counts[slot] == 0) {
          present[i] &= ~Long.lowestOneBit(word);
        }
      }
    }
  }

  /** The union as it is now. */
  public QrpTable table() {
    return QrpTable.ofBitmap(bits, present.clone());
  }
}
