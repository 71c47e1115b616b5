package io.avp.ops.bench.load;

import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.wire.Guid;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One word per connection, and query tables that hold them so that a query for a connection's word
 * matches exactly the connections that {@link FanOut} names.
 */
public final class BenchWords {
  /** Binary logarithm of the tables' length: 65,536 slots, as real ultrapeers send. */
  public static final int TABLE_BITS = 16;

  private static final long TABLE_IDS = 20_261_124;

  private final FanOut fanOut;
  private final List<String> words;

  private BenchWords(FanOut fanOut, List<String> words) {
    this.fanOut = fanOut;
    this.words = List.copyOf(words);
  }

  /**
   * Chooses words that share no slot, so that no table matches by chance.
   *
   * @param length of every word, in letters
   */
  public static BenchWords choose(FanOut fanOut, int length, RandomGenerator random) {
    BitSet taken = new BitSet(1 << TABLE_BITS);
    List<String> words = new ArrayList<>();
    while (words.size() < fanOut.connections()) {
      StringBuilder word = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      int slot = QrpHash.slot(QrpHash.hash(word), TABLE_BITS);
      if (!taken.get(slot)) {
        taken.set(slot);
        words.add(word.toString());
      }
    }
    return new BenchWords(fanOut, words);
  }

  /** What the connections ask for, by their index. */
  public List<String> words() {
    return words;
  }

  /** The table that a connection sends: the words of those whose queries it shall get. */
  public QrpTable table(int connection) {
    List<String> wanted = new ArrayList<>();
    for (int k = 0; k < fanOut.width(); k++) {
      wanted.add(words.get(fanOut.source(connection, k)));
    }
    return QrpTable.ofWords(TABLE_BITS, wanted);
  }

  /** The descriptors that carry the table of a connection. */
  public byte[] tableFrames(int connection) {
    return frames(table(connection), connection);
  }

  /** The descriptors that carry a table, as a connection sends it. */
  static byte[] frames(QrpTable table, int connection) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] payload : QrpSender.whole(table)) {
      all.writeBytes(Qrp.frame(Guid.modern(TABLE_IDS, connection), payload));
    }
    return all.toByteArray();
  }
}
