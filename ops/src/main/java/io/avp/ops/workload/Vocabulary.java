package io.avp.ops.workload;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Made-up words of two or three syllables, none a prefix of another. */
public final class Vocabulary {
  private static final String[] ONSETS = {
    "b", "br", "d", "dr", "f", "g", "gl", "h", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st",
    "t", "tr", "v", "z"
  };
  private static final String[] VOWELS = {"a", "e", "i", "o", "u", "au", "ei"};
  private static final String[] CODAS = {"", "l", "m", "n", "r", "s", "x"};

  private final List<String> words;

  /**
   * Makes words.
   *
   * @param size how many; the time for it grows with the square
   */
  public Vocabulary(RandomGenerator random, int size) {
    Set<String> all = new LinkedHashSet<>();
    while (all.size() < size) {
      String word = word(random);
      if (all.stream().noneMatch(other -> other.startsWith(word) || word.startsWith(other))) {
        all.add(word);
      }
    }
    words = List.copyOf(all);
  }

  /** How many. */
  int size() {
    return words.size();
  }

  /** The word of that number, from 0. */
  String word(int number) {
    return words.get(number);
  }

  /** {@code count} different words, joined as a file name would have them. */
  public String name(RandomGenerator random, int count) {
    Set<String> chosen = new LinkedHashSet<>();
    while (chosen.size() < count) {
      chosen.add(words.get(random.nextInt(words.size())));
    }
    return String.join(" ", chosen);
  }

  private static String word(RandomGenerator random) {
    StringBuilder word = new StringBuilder();
    for (int n = 2 + random.nextInt(2); n > 0; n--) {
      word.append(pick(ONSETS, random)).append(pick(VOWELS, random));
    }
    return word.append(pick(CODAS, random)).toString();
  }

  private static String pick(String[] from, RandomGenerator random) {
    return from[random.nextInt(from.length)];
  }
}
