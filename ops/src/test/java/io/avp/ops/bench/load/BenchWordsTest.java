package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QueryWords;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchWordsTest {
  @Test
  void exactlyTheTargetsMatchEachWord() {
    FanOut fanOut = new Ring(300, 4);
    BenchWords words = BenchWords.oneEach(fanOut, new Random(7));
    List<QrpTable> tables = IntStream.range(0, 300).mapToObj(words::table).toList();
    for (int source = 0; source < 300; source++) {
      int hash = QrpHash.hash(words.texts(source).get(0));
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
    BenchWords words = BenchWords.oneEach(new Ring(8, 4), new Random(7));
    for (int i = 0; i < 8; i++) {
      assertEquals(words.texts(i), QueryWords.forLookup(words.texts(i).get(0)));
    }
  }

  @Test
  void queriesThatDifferMatchAllTargetsAndNoSource() {
    BenchWords words = BenchWords.manyEach(new AllToAll(2, 3), new Random(7));
    List<String> texts = words.texts(1);
    assertEquals(1 << 18, Set.copyOf(texts).size());
    for (String text : List.of(texts.get(0), texts.get(4711), texts.get((1 << 18) - 1))) {
      assertEquals(QueryFrames.TEXT, text.length());
      List<String> parts = QueryWords.forLookup(text);
      assertEquals(2, parts.size());
      for (String part : parts) {
        int hash = QrpHash.hash(part);
        List<Integer> matching =
            IntStream.range(0, 5).filter(i -> words.table(i).contains(hash)).boxed().toList();
        assertEquals(List.of(2, 3, 4), matching);
      }
    }
  }
}
