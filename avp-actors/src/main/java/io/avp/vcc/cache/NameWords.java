package io.avp.vcc.cache;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a file's name as it is kept, UTF-8: their hashes, and whether they answer a
 * question. Names in ASCII are read in place; what is done for others is defined by {@link
 * QueryWords}.
 */
final class NameWords {
  private static final int MOST_TRUNCATED = 5;

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

  /** The words of a name that have that hash; rarely more than one. */
  static List<String> words(byte[] b, int from, int length, boolean ascii, int hash) {
    if (!ascii) {
      return QueryWords.forLookup(text(b, from, length)).stream()
          .filter(word -> QrpHash.hash(word) == hash)
          .toList();
    }
    List<String> words = new ArrayList<>(1);
    int end = from + length;
    for (int i = from; i < end; i++) {
      int begin = i;
      while (i < end && fold(b[i]) != 0) {
        i++;
      }
      if (i - begin >= QueryWords.MIN_LOOKUP_BYTES && QrpHash.hashAscii(b, begin, i) == hash) {
        String word = text(b, begin, i - begin).toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
          words.add(word);
        }
      }
    }
    return words;
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
