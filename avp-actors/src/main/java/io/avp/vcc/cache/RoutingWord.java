package io.avp.vcc.cache;

import io.avp.gnutella.qrp.QrpHash;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * By which word a query finds its region: the one that fewest files are expected to have. All
 * virtual peers choose the same one for the same words, whatever their order.
 *
 * <p>Words are compared by a rank: common ones below all others, longer ones above shorter ones,
 * numbers as words of half their length, and what is still equal by hash.
 */
public final class RoutingWord {
  /** Words that very many file names have; chosen only if there is no other. */
  private static final String COMMON =
      "mp3 ogg flac wma avi mpg mpeg mp4 mkv wmv mov jpg jpeg png gif pdf txt doc epub zip rar exe"
          + " iso the and for with feat live remix music video movie album audio track version"
          + " original full english dvdrip xvid";

  private static final int[] COMMON_HASHES =
      Stream.of(COMMON.split(" ")).mapToInt(QrpHash::hash).sorted().toArray();

  private static final int LENGTH_SHIFT = 32;
  private static final int RARE_SHIFT = 48;

  private RoutingWord() {}

  /**
   * The rank of a word of at least three bytes; the word of the highest rank is the one to route
   * by.
   *
   * @param hash of the word, as query routing makes it
   * @param length in characters
   * @param number true if it has only digits
   */
  public static long rank(int hash, int length, boolean number) {
    long rare = Arrays.binarySearch(COMMON_HASHES, hash) < 0 ? 1 : 0;
    long weight = number ? length / 2 : length;
    return rare << RARE_SHIFT | weight << LENGTH_SHIFT | (hash & 0xffff_ffffL);
  }

  /** The hash of the word of that rank. */
  public static int hash(long rank) {
    return (int) rank;
  }
}
