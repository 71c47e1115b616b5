package io.avp.ops.sim;

import io.avp.gnutella.qrp.QueryWords;
import java.util.List;

/**
 * Words by number, the frequent ones shorter. None is a prefix of another, because only their last
 * letter is an x: a word matches whole or not at all.
 */
final class Words {
  private static final String ONSETS = "bdfghklmnprstvwz";
  private static final String VOWELS = "aeiou";
  private static final int SYLLABLES = ONSETS.length() * VOWELS.length();

  private final String[] texts;
  private final List<String>[] tableWords;

  /** So many words. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
  Words(int count) {
    texts = new String[count];
    tableWords = new List[count];
    for (int n = 0; n < count; n++) {
      texts[n] = spelled(n);
      tableWords[n] = List.copyOf(QueryWords.forTable(texts[n]));
    }
  }

  private static String spelled(int number) {
    StringBuilder text = new StringBuilder();
    int least = SYLLABLES;
    int rest = number;
    int syllables = 1;
    for (; rest >= least; syllables++) {
      rest -= least;
      least *= SYLLABLES;
    }
    for (; syllables > 0; syllables--) {
      int syllable = rest % SYLLABLES;
      rest /= SYLLABLES;
      text.append(ONSETS.charAt(syllable % ONSETS.length()));
      text.append(VOWELS.charAt(syllable / ONSETS.length()));
    }
    return text.append('x').toString();
  }

  /** The word of that number. */
  String text(int number) {
    return texts[number];
  }

  /** What it puts into query tables. */
  List<String> tableWords(int number) {
    return tableWords[number];
  }

  int size() {
    return texts.length;
  }
}
