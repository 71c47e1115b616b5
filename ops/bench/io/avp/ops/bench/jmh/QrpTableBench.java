package io.avp.ops.bench.jmh;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QrpTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A query of three words against the tables of 256 neighbours. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QrpTableBench {
  private static final int NEIGHBOURS = 256;
  private static final int BITS = 16;
  private static final int WORDS = 3;

  /** Words of each neighbour: a leaf's table is a list, an ultrapeer's a bitmap. */
  @Param({"200", "20000"})
  public int words;

  private final byte[] query = "some typical words".getBytes(StandardCharsets.US_ASCII);
  private final int[] hashes = new int[WORDS];
  private final QrpTable[] tables = new QrpTable[NEIGHBOURS];

  /** Fills the tables. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < NEIGHBOURS; i++) {
      List<String> all = new ArrayList<>();
      for (int w = 0; w < words; w++) {
        all.add(Integer.toString(random.nextInt(), Character.MAX_RADIX));
      }
      tables[i] = QrpTable.ofWords(BITS, all);
    }
    hash();
  }

  /** Hashing the three words in place. */
  @Benchmark
  public int hash() {
    hashes[0] = QrpHash.hashAscii(query, 0, 4);
    hashes[1] = QrpHash.hashAscii(query, 5, 12);
    hashes[2] = QrpHash.hashAscii(query, 13, 18);
    return hashes[0] ^ hashes[1] ^ hashes[2];
  }

  /** All 256 tables. */
  @Benchmark
  public int match256() {
    int matching = 0;
    for (QrpTable table : tables) {
      if (table.matches(hashes, WORDS)) {
        matching++;
      }
    }
    return matching;
  }
}
