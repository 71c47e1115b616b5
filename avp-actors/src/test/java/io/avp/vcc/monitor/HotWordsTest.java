package io.avp.vcc.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HotWordsTest {
  private static final int CAPACITY = 32;

  @Test
  void whatIsOftenIsFoundWhateverElseComes() {
    HotWords words = new HotWords(CAPACITY);
    Map<Integer, Long> truth = new HashMap<>();
    Random random = new Random(11);
    long total = 100_000;
    for (long i = 0; i < total; i++) {
      // A few hot ones among very many that come once or twice.
      int word = random.nextInt(4) == 0 ? random.nextInt(5) : 10 + random.nextInt(1_000_000);
      truth.merge(word, 1L, Long::sum);
      words.count(word, () -> "w" + word);
    }
    assertEquals(CAPACITY, words.size());
    long sum = 0;
    Map<Integer, HotWords.Entry> found = new HashMap<>();
    for (HotWords.Entry entry : words.entries()) {
      found.put(entry.hash(), entry);
      long real = truth.get(entry.hash());
      assertTrue(entry.count() >= real && entry.count() - entry.error() <= real, "" + entry);
      boolean again = entry.count() - entry.error() > 1;
      assertEquals(again ? "w" + entry.hash() : "", entry.text());
      sum += entry.count();
    }
    assertEquals(total, sum);
    truth.forEach((word, n) -> assertTrue(n <= total / CAPACITY || found.containsKey(word)));
    assertTrue(truth.get(0) > total / CAPACITY, "there is something to be found");
  }

  @Test
  void theTextIsAskedForOnceAndOnlyOfWhatComesAgain() {
    HotWords words = new HotWords(2);
    Supplier<String> never =
        () -> {
          throw new AssertionError("not needed");
        };
    words.count(1, never);
    words.count(1, () -> "one");
    words.count(1, never);
    assertEquals(new HotWords.Entry(1, "one", 3, 0), words.entries().get(0));
  }

  @Test
  void whatWasHotOnceMakesWay() {
    HotWords words = new HotWords(2);
    for (int i = 0; i < 8; i++) {
      words.count(1, () -> "old");
    }
    for (int i = 0; i < 4; i++) {
      words.halve();
    }
    words.count(2, () -> "new");
    words.count(3, () -> "newer");
    words.count(3, () -> "newer");
    assertEquals("newer", words.entries().get(0).text());
  }
}
