package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmptyWordsTest {
  private final EmptyWords words = new EmptyWords();

  @Test
  void whatWasSaidOfAWordIsSaidOfNoOther() {
    assertEquals(0, words.said(0));
    assertEquals(0, words.said(7));
    words.add(7, 100);
    assertEquals(100, words.said(7));
    words.add(7, 200);
    assertEquals(200, words.said(7));
    assertEquals(0, words.said(0), "an empty cell is not the word with the hash 0");
    assertEquals(0, words.said(8));
  }

  @Test
  void moreThanFitDriveOutOthers() {
    Random random = new Random(1);
    Map<Integer, Long> all = new HashMap<>();
    for (long now = 1; now <= 20_000; now++) {
      int hash = random.nextInt();
      all.put(hash, now);
      words.add(hash, now);
    }
    long known = all.keySet().stream().filter(hash -> words.said(hash) != 0).count();
    assertTrue(known > 3_800 && known <= 4_096, known + " are known");
    all.forEach(
        (hash, now) -> {
          long said = words.said(hash);
          assertTrue(said == 0 || said == now, "said of another word");
        });
  }
}
