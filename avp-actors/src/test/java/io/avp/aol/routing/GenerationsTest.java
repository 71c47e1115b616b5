package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GenerationsTest {
  /** Two maps instead of two tables. */
  private static final class Model {
    Map<Long, Integer> young = new HashMap<>();
    Map<Long, Integer> old = new HashMap<>();

    void begin() {
      old = young;
      young = new HashMap<>();
    }

    Integer get(long key) {
      return young.getOrDefault(key, old.get(key));
    }
  }

  @Property(seed = "20261128", tries = 20)
  void agreesWithTwoMapsThroughManyGenerations(@ForAll int seed, @ForAll @IntRange(max = 2) int n) {
    int slots = 1 << 10 + 2 * n;
    Generations table = new Generations(slots, 1_000);
    Model model = new Model();
    Random random = new Random(seed);
    long now = 0;
    for (int i = 0; i < 8 * slots; i++) {
      // Now and then much time passes, so that some generations are full and some are not.
      now += random.nextInt(slots) == 0 ? 1_000 : 0;
      boolean begun = table.expire(now);
      if (table.makeRoom(now) || begun) {
        model.begin();
      }
      long key = random.nextInt(slots);
      int place = table.find(key);
      Integer known = model.get(key);
      assertEquals(known != null, place >= 0);
      if (known == null) {
        table.add(place, key, i, 5);
        model.young.put(key, i);
      } else {
        assertEquals(known, table.value(place));
        assertEquals(5, table.data(place));
        if (random.nextInt(4) == 0) {
          table.renew(place, key, i, 5);
          model.young.put(key, i);
        }
      }
      assertEquals(model.young.size(), table.young());
      assertEquals(model.young.size() + model.old.size(), table.size());
    }
  }

  @Test
  void fullGenerationsFollowEachOtherWithoutNewMemory() {
    int slots = 1 << 14;
    Generations table = new Generations(slots, 1);
    Random random = new Random(7);
    long most = 0;
    for (int generation = 0; generation < 5; generation++) {
      while (!table.makeRoom(0)) {
        long key = random.nextLong();
        table.add(table.find(key), key, 1, 0);
      }
      most = generation == 2 ? table.bytes() : most;
    }
    assertEquals(most, table.bytes());
    assertEquals(5, table.early());
  }

  @Test
  void anEntryIsNotFoundAgainWhenTheNumbersOfLivesBeginAnew() {
    GuidTable table = new GuidTable(1 << 10);
    long once = 4711;
    table.add(table.find(once), once, 1, 0);
    for (int life = 0; life < 1 << 26; life++) {
      // So much that the page is kept, with what is left in it of the first life.
      for (long key = 1; key <= 2; key++) {
        table.add(table.find(key), key, 1, 0);
      }
      table.clear();
      assertTrue(table.find(once) < 0);
    }
  }

  @Test
  void theFilterNeverHidesAKeyWhileItIsFilled() {
    int entries = 1 << 14;
    GuidTable table = new GuidTable(1 << 16);
    Random random = new Random(3);
    long[] keys = random.longs(entries).toArray();
    for (long key : keys) {
      table.add(table.find(key), key, 1, 0);
    }
    KeyFilter filter = new KeyFilter();
    filter.begin(table);
    int steps = 0;
    while (!filter.isComplete()) {
      assertTrue(filter.mayHave(keys[steps % entries]));
      filter.step();
      steps++;
    }
    assertEquals(table.slots() / 4096, steps);
    for (long key : keys) {
      assertTrue(filter.mayHave(key));
    }
    long mistaken = random.longs(entries).filter(filter::mayHave).count();
    assertTrue(mistaken < entries / 25, mistaken + " of " + entries);
  }
}
