package io.avp.vcc.cache;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By which word a query finds its region: the one that fewest files are expected to have. All
 * virtual peers choose the same one for the same words, whatever their order.
 */
public final class RoutingWord {
  private static final int MIN_BYTES = 3;

  /** Words that very many file names have; chosen only if there is no other. */
  private static final Set<String> COMMON =
      Set.of(
          "mp3",
          "ogg",
          "flac",
          "wma",
          "avi",
          "mpg",
          "mpeg",
          "mp4",
          "mkv",
          "wmv",
          "mov",
          "jpg",
          "jpeg",
          "png",
          "gif",
          "pdf",
          "txt",
          "doc",
          "epub",
          "zip",
          "rar",
          "exe",
          "iso",
          "the",
          "and",
          "for",
          "with",
          "feat",
          "live",
          "remix",
          "music",
          "video",
          "movie",
          "album",
          "audio",
          "track",
          "version",
          "original",
          "full",
          "english",
          "dvdrip",
          "xvid");

  // Rarity grows with length; numbers are fewer than words of their length.
  private static final Comparator<String> RARER =
      Comparator.<String>comparingInt(w -> COMMON.contains(w) ? 0 : 1)
          .thenComparingInt(w -> isNumber(w) ? w.length() / 2 : w.length())
          .thenComparing(Comparator.reverseOrder());

  private RoutingWord() {}

  /**
   * The word to route by.
   *
   * @param words normalised words of a query
   * @return empty if no word has three bytes: then only the members' tables can tell
   */
  public static Optional<String> of(List<String> words) {
    return words.stream()
        .filter(w -> w.getBytes(java.nio.charset.StandardCharsets.UTF_8).length >= MIN_BYTES)
        .max(RARER);
  }

  private static boolean isNumber(String word) {
    return word.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
