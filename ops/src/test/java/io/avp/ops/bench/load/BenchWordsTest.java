package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QueryWords;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchWordsTest {
  @Test
  void exactlyTheTargetsMatchEachWord() {
    FanOut fanOut = new FanOut(300, 4);
    BenchWords words = BenchWords.choose(fanOut, QueryFrames.TEXT, new Random(7));
    List<QrpTable> tables = IntStream.range(0, 300).mapToObj(words::table).toList();
    for (int source = 0; source < 300; source++) {
      int hash = QrpHash.hash(words.words().get(source));
      int from = source;
      List<Integer> matching =
          IntStream.range(0, 300).filter(i -> tables.get(i).contains(hash)).boxed().toList();
      List<Integer> targets =
          IntStream.range(0, 4).map(k -> fanOut.target(from, k)).sorted().boxed().toList();
      assertEquals(targets, matching);
    }
  }

  @Test
  void aWordIsOneWordToQueryRouting() {
    BenchWords words = BenchWords.choose(new FanOut(8, 4), QueryFrames.TEXT, new Random(7));
    for (String word : words.words()) {
      assertEquals(List.of(word), QueryWords.forLookup(word));
    }
  }
}
