package io.avp.vcc.cache;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The words of a file's name as it is kept, UTF-8: their hashes, and whether they answer a
 * question. Names in ASCII are read in place; what is done for others is defined by {@link
 * QueryWords}.
 */
final class NameWords {
  private static final int MOST_TRUNCATED = 5;
  private static final int SPREAD = 0x9E3779B9;
  private static final int SPREAD_SHIFT = 27;

  private NameWords() {}

  static boolean isAscii(byte[] name) {
    for (byte b : name) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** Hashes of the words of at least three bytes, each once. */
  static int[] hashes(byte[] b, int from, int length, boolean ascii) {
    int[] hashes = new int[8];
    int count = 0;
    if (!ascii) {
      for (String word : QueryWords.forLookup(text(b, from, length))) {
        hashes = with(hashes, count++, QrpHash.hash(word));
      }
    }
    int end = from + length;
    for (int i = from; ascii && i < end; i++) {
      int begin = i;
      while (i < end && fold(b[i]) != 0) {
        i++;
      }
      if (i - begin >= QueryWords.MIN_LOOKUP_BYTES) {
        hashes = with(hashes, count++, QrpHash.hashAscii(b, begin, i));
      }
    }
    return distinct(hashes, count);
  }

  private static int[] with(int[] hashes, int at, int hash) {
    int[] room = at < hashes.length ? hashes : Arrays.copyOf(hashes, at * 2);
    room[at] = hash;
    return room;
  }

  private static int[] distinct(int[] hashes, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      boolean known = false;
      for (int j = 0; j < kept && !known; j++) {
        known = hashes[j] == hashes[i];
      }
      if (!known) {
        hashes[kept++] = hashes[i];
      }
    }
    return Arrays.copyOf(hashes, kept);
  }

  /** True if every word is one of the name's or a prefix of one that query tables have. */
  static boolean match(List<Question.Word> words, byte[] b, int from, int length, boolean ascii) {
    if (ascii) {
      for (Question.Word word : words) {
        if (word.ascii() == null || !has(word.ascii(), b, from, from + length)) {
          return false;
        }
      }
      return true;
    }
    Set<String> all = QueryWords.forTable(text(b, from, length));
    return words.stream().allMatch(word -> all.contains(word.text()));
  }

  /**
   * Which beginnings the words of at least three bytes have, a bit for the first three bytes of
   * each: a name can only match words whose bits it has. Names that are not ASCII may match all.
   */
  static int sign(byte[] b, int from, int length, boolean ascii) {
    int sign = ascii ? 0 : -1;
    int end = from + length;
    for (int i = from; ascii && i < end; i++) {
      int begin = i;
      while (i < end && fold(b[i]) != 0) {
        i++;
      }
      if (i - begin >= QueryWords.MIN_LOOKUP_BYTES) {
        int three = fold(b[begin]) << 16 | fold(b[begin + 1]) << 8 | fold(b[begin + 2]);
        sign |= 1 << (three * SPREAD >>> SPREAD_SHIFT);
      }
    }
    return sign;
  }

  private static boolean has(byte[] word, byte[] b, int from, int end) {
    int i = from;
    while (i < end) {
      int k = 0;
      while (k < word.length && i + k < end && fold(b[i + k]) == word[k]) {
        k++;
      }
      int rest = i + k;
      while (rest < end && fold(b[rest]) != 0) {
        rest++;
      }
      int truncated = rest - i - k;
      if (k == word.length
          && (truncated == 0 || (truncated <= MOST_TRUNCATED && k > QueryWords.MIN_LOOKUP_BYTES))) {
        return true;
      }
      i = rest + 1;
    }
    return false;
  }

  /** A letter in lower case, or a digit; 0 for everything else. */
  private static int fold(byte b) {
    if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9')) {
      return b;
    }
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : 0;
  }

  private static String text(byte[] b, int from, int length) {
    return new String(b, from, length, StandardCharsets.UTF_8);
  }
}
