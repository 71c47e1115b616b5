package io.avp.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
final class Similar {
  private Similar() {}

  /** The known word with the fewest edits to {@code word}, if they are at most a third of it. */
  static Optional<String> to(String word, Collection<String> known) {
    int most = Math.max(1, (word.length() + 2) / 3);
    return known.stream()
        .filter(other -> edits(word, other) <= most)
        .min(
            Comparator.comparingInt((String other) -> edits(word, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
