package io.avp.aol.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight characters in a long, the first one lowest, and what of them belongs to a word. */
final class AsciiWord {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long CASE = 0x20 * ONES;

  private AsciiWord() {}

  /** The characters from {@code at} on; NUL for those from {@code end} on. */
  static long load(byte[] b, int at, int end) {
    int room = end - at;
    if (at + Long.BYTES <= b.length) {
      return first((long) LONG.get(b, at), Math.min(room, Long.BYTES));
    }
    long eight = 0;
    for (int i = 0; i < room; i++) {
      eight |= (b[at + i] & 0xffL) << i * Byte.SIZE;
    }
    return eight;
  }

  /** Letters in lower case; digits stay as they are. */
  static long lower(long eight) {
    return eight | CASE;
  }

  /** How many characters in front are letters or digits of ASCII, 0 to 8. */
  static int length(long eight) {
    long word = (letters(lower(eight)) | range(eight, '0', '9')) & ~eight;
    return Long.numberOfTrailingZeros(~word & HIGH) >>> 3;
  }

  /** True if none of the first characters, which are letters or digits, is a letter. */
  static boolean isDigits(long eight, int count) {
    return first(letters(lower(eight)), count) == 0;
  }

  /** The first characters, 0 to 8, and NUL for the others. */
  static long first(long eight, int count) {
    return count >= Long.BYTES ? eight : eight & (1L << count * Byte.SIZE) - 1;
  }

  private static long letters(long lower) {
    return range(lower, 'a', 'z');
  }

  /** The highest bit of each byte that lies in a range; of bytes above 0x7f anything. */
  private static long range(long eight, char from, char to) {
    long seven = eight & ~HIGH;
    return seven + (0x80 - from) * ONES & ~(seven + (0x7f - to) * ONES) & HIGH;
  }
}
