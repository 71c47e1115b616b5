package io.avp.aol.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight characters in a long, the first one lowest, and which of them belong to a word. What is
 * said of a character is said by the highest bit of its byte.
 */
final class AsciiWord {
  /** All eight. */
  static final long ALL = 0x8080_8080_8080_8080L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long CASE = 0x20 * ONES;

  private AsciiWord() {}

  /** The characters from {@code at} on; NUL for those from {@code end} on. */
  static long load(byte[] b, int at, int end) {
    if (end - at >= Long.BYTES) {
      return (long) LONG.get(b, at);
    }
    long eight = 0;
    for (int i = at; i < end; i++) {
      eight |= (b[i] & 0xffL) << (i - at) * Byte.SIZE;
    }
    return eight;
  }

  /** Letters in lower case; digits stay as they are, all else becomes anything. */
  static long lower(long eight) {
    return eight | CASE;
  }

  /** Which are letters, given {@link #lower}; of bytes above 0x7f anything. */
  static long letters(long lower) {
    return range(lower, 'a', 'z');
  }

  /** Which are letters or digits, given {@link #letters}. */
  static long inWord(long eight, long letters) {
    return (letters | range(eight, '0', '9')) & ~eight;
  }

  /** How many in front are in the word, 0 to 7, given {@link #inWord}, which does not say all. */
  static int length(long inWord) {
    return Long.numberOfTrailingZeros(~inWord & ALL) >>> 3;
  }

  /** The first characters, 0 to 7, and NUL for the others. */
  static long first(long eight, int count) {
    return eight & (1L << count * Byte.SIZE) - 1;
  }

  private static long range(long eight, char from, char to) {
    long seven = eight & ~ALL;
    return seven + (0x80 - from) * ONES & ~(seven + (0x7f - to) * ONES) & ALL;
  }
}
