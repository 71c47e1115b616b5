package io.avp.ops.bench.load;

import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.ops.workload.Vocabulary;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Query tables of typical leaves, the same for the same leaf in every run: {@value #FILES} files
 * with {@value #WORDS} words each out of {@value #VOCABULARY}, so that words recur as they do in a
 * real collection, and the prefixes that servents add to them.
 */
public final class LeafTables {
  private static final int FILES = 300;
  private static final int WORDS = 5;
  private static final int VOCABULARY = 1000;
  private static final long SEED = 20_261_127;

  private final int bits;
  private final Vocabulary vocabulary = new Vocabulary(new SplittableRandom(SEED), VOCABULARY);

  /**
   * Tables of one length.
   *
   * @param bits binary logarithm of the number of slots
   */
  public LeafTables(int bits) {
    this.bits = bits;
  }

  /** The table of a leaf. */
  public QrpTable of(int leaf) {
    SplittableRandom random = new SplittableRandom(SEED + 1 + leaf);
    Set<String> words = new LinkedHashSet<>();
    for (int i = 0; i < FILES; i++) {
      words.addAll(QueryWords.forTable(vocabulary.name(random, WORDS) + ".mp3"));
    }
    return QrpTable.ofWords(bits, words);
  }

  /** The descriptors that carry the table of a leaf. */
  public byte[] frames(int leaf) {
    return BenchWords.frames(of(leaf), leaf);
  }
}
