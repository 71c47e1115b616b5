package io.avp.ops.bench.load;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Numbered queries of 63 bytes, and the check of what became of them.
 *
 * <p>The first half of a message id is a permutation of sender and number: it looks random, is
 * unique, and tells the receiver what the whole frame must be. The second half follows from the
 * first and carries the marks of modern ids.
 */
public final class QueryFrames {
  /** Length of a frame. */
  public static final int BYTES = 63;

  /** Letters of a query's text. */
  public static final int TEXT = BYTES - Header.BYTES - 3;

  /** TTL as sent: the copy has TTL 1, so that the last-hop tables of ultrapeers count. */
  static final int TTL = 2;

  /**
   * Hops of a query.
   *
   * @param sent as the load sends it: 0 from a leaf
   * @param copied as its copies must have it
   */
  public record Hops(int sent, int copied) {
    /** From ultrapeer to ultrapeer. */
    public static final Hops ULTRAPEERS = new Hops(1, 2);

    /**
     * From ultrapeer to leaf over a relay that is not ours: what it writes as TTL and hops is its
     * own affair, and it may lose queries or change their order.
     */
    public static final Hops FOREIGN = new Hops(1, -1);

    /** From leaf to leaf, over so many relays. */
    public static Hops leaves(int relays) {
      return new Hops(0, relays);
    }

    /** True if every copy is known byte for byte, and none may be missing. */
    boolean isExact() {
      return copied >= 0;
    }
  }

  private static final int NUMBER_BITS = 40;
  private static final int TAIL = BYTES - Guid.BYTES;

  /** Where TTL and hops are in what follows the id. */
  private static final int TTL_AT = 1;

  private static final int BEHIND_HOPS = 3;

  private final long key;
  private final boolean exact;
  private final byte[][][] sent;
  private final byte[][][] relayed;

  /**
   * Frames for connections.
   *
   * @param seed makes the ids of one run differ from those of another
   * @param words tell what each connection asks for; all texts have {@link #TEXT} letters
   * @param hops that they have travelled before and after
   */
  public QueryFrames(long seed, BenchWords words, Hops hops) {
    this.key = mix(seed);
    this.exact = hops.isExact();
    this.sent = new byte[words.connections()][][];
    this.relayed = new byte[words.connections()][][];
    for (int i = 0; i < sent.length; i++) {
      // Those who ask for the same in the same order share it: it may be long.
      boolean same = i > 0 && words.texts(i) == words.texts(i - 1);
      sent[i] = same ? sent[i - 1] : tails(words.texts(i), TTL, hops.sent);
      relayed[i] = same ? relayed[i - 1] : tails(words.texts(i), TTL - 1, hops.copied);
    }
  }

  private static byte[][] tails(List<String> texts, int ttl, int hops) {
    return texts.stream().map(text -> tail(text, ttl, hops)).toArray(byte[][]::new);
  }

  private static byte[] tail(String query, int ttl, int hops) {
    byte[] text = query.getBytes(StandardCharsets.US_ASCII);
    if (text.length != TEXT) {
      throw new IllegalArgumentException(query + " has not " + TEXT + " letters");
    }
    byte[] frame = new byte[BYTES];
    Header.write(frame, 0, Guid.BLANK, DescriptorType.QUERY, ttl, hops, BYTES - Header.BYTES);
    frame[Header.BYTES] = (byte) (Query.MARKED >>> 8);
    System.arraycopy(text, 0, frame, Header.BYTES + 2, TEXT);
    return Arrays.copyOfRange(frame, Guid.BYTES, BYTES);
  }

  /** Writes query {@code number}, below 2^40, of a connection; its texts take turns. */
  public void write(byte[] to, int at, int source, long number) {
    long high = mix((long) source << NUMBER_BITS | number) ^ key;
    Guid.modern(high, mix(high)).write(to, at);
    byte[][] texts = sent[source];
    System.arraycopy(texts[(int) (number % texts.length)], 0, to, at + Guid.BYTES, TAIL);
  }

  /** True if every copy is known byte for byte, and none may be missing. */
  boolean isExact() {
    return exact;
  }

  /** Who sent the query; anything if it is none of these. */
  int source(byte[] bytes, int at) {
    return (int) (unmix(Guid.highAt(bytes, at) ^ key) >>> NUMBER_BITS);
  }

  /** Its number. */
  long number(byte[] bytes, int at) {
    return unmix(Guid.highAt(bytes, at) ^ key) & (1L << NUMBER_BITS) - 1;
  }

  /** True if the frame is what a relay must make of query {@code number} of {@code source}. */
  boolean isRelayed(byte[] bytes, int at, int length, int source, long number) {
    if (length != BYTES || source < 0 || source >= relayed.length) {
      return false;
    }
    long high = Guid.highAt(bytes, at);
    int tail = at + Guid.BYTES;
    byte[] text = relayed[source][(int) (number % relayed[source].length)];
    int from = exact ? TTL_AT : BEHIND_HOPS;
    return Guid.lowAt(bytes, at) == Guid.modern(high, mix(high)).low()
        && bytes[tail] == text[0]
        && Arrays.equals(bytes, tail + from, at + BYTES, text, from, TAIL);
  }

  /** The finalizer of MurmurHash3, a bijection. */
  private static long mix(long x) {
    long h = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }

  /** Undoes {@link #mix}: the same steps backwards, with the inverse factors. */
  private static long unmix(long x) {
    long h = (x ^ x >>> 33) * 0x9cb4b2f8129337dbL;
    h = (h ^ h >>> 33) * 0x4f74430c22a54005L;
    return h ^ h >>> 33;
  }
}
