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

    /** From leaf to leaf, over so many relays. */
    public static Hops leaves(int relays) {
      return new Hops(0, relays);
    }
  }

  private static final int NUMBER_BITS = 40;
  private static final int TAIL = BYTES - Guid.BYTES;

  private final long key;
  private final byte[][] sent;
  private final byte[][] relayed;

  /**
   * Frames for connections.
   *
   * @param seed makes the ids of one run differ from those of another
   * @param words what each connection asks for, {@link #TEXT} letters each
   * @param hops that they have travelled before and after
   */
  public QueryFrames(long seed, List<String> words, Hops hops) {
    this.key = mix(seed);
    this.sent = new byte[words.size()][];
    this.relayed = new byte[words.size()][];
    for (int i = 0; i < words.size(); i++) {
      sent[i] = tail(words.get(i), TTL, hops.sent);
      relayed[i] = tail(words.get(i), TTL - 1, hops.copied);
    }
  }

  private static byte[] tail(String word, int ttl, int hops) {
    byte[] text = word.getBytes(StandardCharsets.US_ASCII);
    if (text.length != TEXT) {
      throw new IllegalArgumentException(word + " has not " + TEXT + " letters");
    }
    byte[] frame = new byte[BYTES];
    Header.write(frame, 0, Guid.BLANK, DescriptorType.QUERY, ttl, hops, BYTES - Header.BYTES);
    frame[Header.BYTES] = (byte) (Query.MARKED >>> 8);
    System.arraycopy(text, 0, frame, Header.BYTES + 2, TEXT);
    return Arrays.copyOfRange(frame, Guid.BYTES, BYTES);
  }

  /** Writes query {@code number}, below 2^40, of a connection. */
  public void write(byte[] to, int at, int source, long number) {
    long high = mix((long) source << NUMBER_BITS | number) ^ key;
    Guid.modern(high, mix(high)).write(to, at);
    System.arraycopy(sent[source], 0, to, at + Guid.BYTES, TAIL);
  }

  /** Who sent the query; anything if it is none of these. */
  int source(byte[] bytes, int at) {
    return (int) (unmix(Guid.highAt(bytes, at) ^ key) >>> NUMBER_BITS);
  }

  /** Its number. */
  long number(byte[] bytes, int at) {
    return unmix(Guid.highAt(bytes, at) ^ key) & (1L << NUMBER_BITS) - 1;
  }

  /** True if the frame is, byte for byte, what a relay must make of a query of {@code source}. */
  boolean isRelayed(byte[] bytes, int at, int length, int source) {
    long high = Guid.highAt(bytes, at);
    return length == BYTES
        && source >= 0
        && source < relayed.length
        && Guid.lowAt(bytes, at) == Guid.modern(high, mix(high)).low()
        && Arrays.equals(bytes, at + Guid.BYTES, at + BYTES, relayed[source], 0, TAIL);
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
