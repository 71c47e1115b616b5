package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table beside two maps, through many generations, with clusters that wrap around. */
class GuidTableTest {
  private static final int SLOTS = 1 << 11;

  private record Entry(int value, int data) {}

  private final GuidTable table = new GuidTable(SLOTS);
  private Map<Long, Entry> young = new HashMap<>();
  private Map<Long, Entry> old = new HashMap<>();

  private Entry known(long key) {
    return young.getOrDefault(key, old.get(key));
  }

  private void turn() {
    table.turn();
    old = young;
    young = new HashMap<>();
  }

  private void check(long key) {
    int slot = table.find(key);
    Entry known = known(key);
    assertEquals(known != null, slot >= 0, "known");
    if (known != null) {
      assertEquals(known, new Entry(table.value(slot), table.data(slot)));
    }
  }

  private void change(long key, Entry entry, Random random) {
    int slot = table.find(key);
    if (slot < 0) {
      table.add(slot, key, entry.value(), entry.data());
      young.put(key, entry);
    } else if (random.nextBoolean()) {
      table.renew(slot, entry.value(), entry.data());
      old.remove(key);
      young.put(key, entry);
    } else {
      table.setData(slot, entry.data());
      (young.containsKey(key) ? young : old)
          .computeIfPresent(key, (k, known) -> new Entry(known.value(), entry.data()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {800, 3_000, 100_000})
  void agreesWithTwoMaps(int differentKeys) {
    Random random = new Random(differentKeys);
    for (int i = 0; i < 200_000; i++) {
      if (table.isFull() || random.nextInt(differentKeys) == 0) {
        turn();
      }
      long key = GuidTable.key(random.nextInt(differentKeys), 0, 0, 1);
      check(key);
      change(key, new Entry(1 + random.nextInt((1 << 26) - 1), random.nextInt(16)), random);
      check(key);
      check(GuidTable.key(random.nextInt(differentKeys), 0, 0, 1));
      assertEquals(young.size(), table.young());
      assertEquals(young.size() + old.size(), table.size());
      assertTrue(table.bytes() <= 2L * SLOTS * GuidTable.BYTES_PER_SLOT);
    }
  }
}
