package io.avp.ops.bench.load;

import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.wire.Guid;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the connections ask for, and query tables that hold the words of it so that a query matches
 * exactly the connections that a {@link FanOut} names.
 */
public final class BenchWords {
  /** Binary logarithm of the tables' length: 65,536 slots, as real ultrapeers send. */
  public static final int TABLE_BITS = 16;

  /** First words, and second ones, of queries that differ. */
  private static final int HALF = 512;

  private static final long TABLE_IDS = 20_261_124;

  private final List<List<String>> texts;
  private final List<QrpTable> tables;

  private BenchWords(List<List<String>> texts, List<QrpTable> tables) {
    this.texts = List.copyOf(texts);
    this.tables = List.copyOf(tables);
  }

  /** A word of its own for every connection, for which it asks all the time. */
  public static BenchWords oneEach(FanOut fanOut, RandomGenerator random) {
    int count = fanOut.connections();
    List<String> words = choose(count, QueryFrames.TEXT, random);
    return new BenchWords(
        words.stream().map(List::of).toList(),
        IntStream.range(0, count)
            .mapToObj(
                target ->
                    IntStream.range(0, count)
                        .filter(source -> fanOut.copy(source, target) >= 0)
                        .mapToObj(words::get)
                        .toList())
            .map(wanted -> QrpTable.ofWords(TABLE_BITS, wanted))
            .toList());
  }

  /**
   * 2^18 different queries of two words each, the same ones for all who ask: real servents pass on
   * only one of several equal queries that come within seconds.
   */
  public static BenchWords manyEach(FanOut fanOut, RandomGenerator random) {
    List<String> words = choose(2 * HALF, QueryFrames.TEXT / 2, random);
    List<String> texts =
        IntStream.range(0, HALF * HALF)
            .mapToObj(i -> words.get(i / HALF) + ' ' + words.get(HALF + i % HALF))
            .toList();
    QrpTable none = QrpTable.empty(TABLE_BITS);
    QrpTable all = QrpTable.ofWords(TABLE_BITS, words);
    return new BenchWords(
        Collections.nCopies(fanOut.connections(), texts),
        IntStream.range(0, fanOut.connections())
            .mapToObj(i -> fanOut.isSource(i) ? none : all)
            .toList());
  }

  /** Words that share no slot, so that no table matches by chance. */
  private static List<String> choose(int count, int letters, RandomGenerator random) {
    BitSet taken = new BitSet(1 << TABLE_BITS);
    List<String> words = new ArrayList<>();
    while (words.size() < count) {
      StringBuilder word = new StringBuilder(letters);
      for (int i = 0; i < letters; i++) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      int slot = QrpHash.slot(QrpHash.hash(word), TABLE_BITS);
      if (!taken.get(slot)) {
        taken.set(slot);
        words.add(word.toString());
      }
    }
    return words;
  }

  /** Number of connections. */
  int connections() {
    return texts.size();
  }

  /** What a connection asks for, in turn. */
  public List<String> texts(int connection) {
    return texts.get(connection);
  }

  /** The table that a connection sends: the words of those whose queries it shall get. */
  public QrpTable table(int connection) {
    return tables.get(connection);
  }

  /** The descriptors that carry the table of a connection. */
  public byte[] tableFrames(int connection) {
    return frames(table(connection), connection);
  }

  /** The descriptors that carry a table of every query that is one word, from any connection. */
  public byte[] allFrames(int connection) {
    List<String> all = texts.stream().flatMap(List::stream).distinct().toList();
    return frames(QrpTable.ofWords(TABLE_BITS, all), connection);
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
