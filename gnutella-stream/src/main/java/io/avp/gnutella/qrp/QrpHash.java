package io.avp.gnutella.qrp;

/**
 * The hash of query routing tables: exclusive or of the low bytes of a word, times a constant, top
 * bits (fact sheet, section 7.4).
 *
 * <p>{@link #hash} gives the whole 32-bit product; the slot in a table of 2^bits entries is {@link
 * #slot}.
 */
public final class QrpHash {
  private static final int FACTOR = 0x4F1BBCDC;

  private QrpHash() {}

  /** The product for a word that is already in lower case. */
  public static int hash(CharSequence word) {
    int x = 0;
    for (int i = 0; i < word.length(); i++) {
      x ^= (word.charAt(i) & 0xff) << ((i & 3) << 3);
    }
    return x * FACTOR;
  }

  /** The product for ASCII bytes; upper-case letters count as lower case. Never allocates. */
  public static int hashAscii(byte[] bytes, int from, int to) {
    int x = 0;
    for (int i = from; i < to; i++) {
      int c = bytes[i];
      if (c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
      }
      x ^= (c & 0xff) << ((i - from & 3) << 3);
    }
    return x * FACTOR;
  }

  /**
   * The product for a word whose letters are folded already: the exclusive or of its lower-case
   * bytes, the i-th shifted by 8 (i mod 4) bits.
   */
  public static int ofFolded(int folded) {
    return folded * FACTOR;
  }

  /**
   * The slot of a product.
   *
   * @param bits 1 to 31: binary logarithm of the table's length
   */
  public static int slot(int hash, int bits) {
    return hash >>> (32 - bits);
  }
}
