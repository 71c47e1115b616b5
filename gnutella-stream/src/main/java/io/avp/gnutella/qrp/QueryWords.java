package io.avp.gnutella.qrp;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words as query routing sees them (fact sheet, section 4.7): compatibility-decomposed, folded,
 * without accents, split at everything that is neither letter nor digit and between scripts.
 */
public final class QueryWords {
  /** Shorter words are put into tables but never looked up, in bytes of UTF-8. */
  public static final int MIN_LOOKUP_BYTES = 3;

  private static final int MAX_PREFIXES = 5;

  private QueryWords() {}

  /** The words of a text, in order, each once, of every length. */
  public static List<String> split(String text) {
    Set<String> words = new LinkedHashSet<>();
    StringBuilder word = new StringBuilder();
    UnicodeScript last = UnicodeScript.COMMON;
    String folded =
        Normalizer.normalize(
            Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT),
            Normalizer.Form.NFKD);
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      i += Character.charCount(c);
      if (isVoicing(c)) {
        word.appendCodePoint(c);
      } else if (!Character.isLetterOrDigit(c)) {
        if (!isMark(c)) {
          flush(word, words);
          last = UnicodeScript.COMMON;
        }
      } else {
        UnicodeScript script = UnicodeScript.of(c);
        if (differ(last, script)) {
          flush(word, words);
        }
        last = script == UnicodeScript.COMMON ? last : script;
        word.appendCodePoint(c);
      }
    }
    flush(word, words);
    return List.copyOf(words);
  }

  /** The words of a query that are looked up: those of at least three bytes. */
  public static List<String> forLookup(String query) {
    return split(query).stream().filter(QueryWords::isLookedUp).toList();
  }

  /**
   * What a file name puts into a table: its words, and the prefixes that both families of servents
   * insert.
   */
  public static Set<String> forTable(String name) {
    Set<String> all = new LinkedHashSet<>();
    for (String word : split(name)) {
      all.add(word);
      all.addAll(prefixes(word));
    }
    return all;
  }

  /**
   * The prefixes of a word that both families of servents insert into their tables: truncations by
   * one to five characters that keep more than three bytes.
   */
  public static List<String> prefixes(String word) {
    List<String> prefixes = new ArrayList<>(MAX_PREFIXES);
    int end = word.length();
    for (int n = 0; n < MAX_PREFIXES && end > 1; n++) {
      end = word.offsetByCodePoints(end, -1);
      String prefix = word.substring(0, end);
      if (prefix.getBytes(StandardCharsets.UTF_8).length <= MIN_LOOKUP_BYTES) {
        break;
      }
      prefixes.add(prefix);
    }
    return prefixes;
  }

  private static boolean isLookedUp(String word) {
    return word.length() >= MIN_LOOKUP_BYTES
        || word.getBytes(StandardCharsets.UTF_8).length >= MIN_LOOKUP_BYTES;
  }

  private static void flush(StringBuilder word, Set<String> words) {
    if (!word.isEmpty()) {
      words.add(Normalizer.normalize(word, Normalizer.Form.NFC));
      word.setLength(0);
    }
  }

  private static boolean differ(UnicodeScript a, UnicodeScript b) {
    return a != b && a != UnicodeScript.COMMON && b != UnicodeScript.COMMON;
  }

  /** Kana voicing marks change the letter and stay. */
  private static boolean isVoicing(int c) {
    return c == 0x3099 || c == 0x309A;
  }

  private static boolean isMark(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
