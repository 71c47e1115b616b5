package io.avp.gnutella.qrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for all tables, whatever their size and fill. */
class QrpPropertiesTest {
  @Property(tries = 200, seed = "2026")
  void whatIsSentIsReceived(@ForAll @IntRange(min = 1, max = 17) int bits, @ForAll long seed)
      throws MalformedException {
    QrpTable table = random(bits, new Random(seed));
    try (QrpReceiver receiver = new QrpReceiver()) {
      assertEquals(table, send(receiver, QrpSender.whole(table)));
    }
  }

  @Property(tries = 100, seed = "2026")
  void whatIsSentIsFourBitsInOrder(
      @ForAll @IntRange(min = 1, max = 20) int bits, @ForAll long seed) {
    List<byte[]> messages = QrpSender.whole(random(bits, new Random(seed)));
    byte[] reset = messages.get(0);
    assertEquals(6, reset.length);
    assertEquals(7, reset[5]);
    assertTrue(messages.size() >= 2 && messages.size() <= 256);
    int compressor = messages.get(1)[3];
    for (int i = 1; i < messages.size(); i++) {
      byte[] patch = messages.get(i);
      assertEquals(1, patch[0]);
      assertEquals(i, patch[1] & 0xff);
      assertEquals(messages.size() - 1, patch[2] & 0xff);
      assertEquals(compressor, patch[3]);
      assertEquals(4, patch[4]);
      assertTrue(patch.length <= 5 + 4_096);
    }
  }

  @Property(tries = 200, seed = "2026")
  void aSequenceOutOfOrderIsNeverTaken(@ForAll long seed) throws MalformedException {
    Random random = new Random(seed);
    // Random halves do not compress, so the sequence has several messages.
    QrpTable table = QrpTable.ofBitmap(17, random.longs(1 << 11).toArray());
    List<byte[]> messages = new ArrayList<>(QrpSender.whole(table));
    assertTrue(messages.size() > 4);
    int at = 1 + random.nextInt(messages.size() - 1);
    switch (random.nextInt(4)) {
      case 0 -> messages.remove(at - 1); // the reset, or one in the middle
      case 1 -> messages.add(at, messages.get(at));
      case 2 -> java.util.Collections.swap(messages, at, at == 1 ? 2 : 1);
      default -> {
        byte[] other = messages.get(at).clone();
        other[2 + random.nextInt(3)]++; // its size, compressor or width
        messages.set(at, other);
      }
    }
    try (QrpReceiver receiver = new QrpReceiver()) {
      MalformedException e =
          assertThrows(MalformedException.class, () -> takeAll(receiver, messages));
      assertTrue(
          Set.of(
                  Rejection.BAD_SEQUENCE,
                  Rejection.BAD_COMPRESSOR,
                  Rejection.BAD_ENTRY_BITS,
                  Rejection.BAD_COVERAGE,
                  Rejection.BAD_DEFLATE)
              .contains(e.reason()),
          e::getMessage);
    }
  }

  private static void takeAll(QrpReceiver receiver, List<byte[]> messages)
      throws MalformedException {
    for (byte[] message : messages) {
      receiver.accept(message, 0, message.length);
    }
  }

  @Property(tries = 200, seed = "2026")
  void aChangeBringsTheNewTable(@ForAll @IntRange(min = 1, max = 17) int bits, @ForAll long seed)
      throws MalformedException {
    Random random = new Random(seed);
    QrpTable old = random(bits, random);
    QrpTable table = random(bits, random);
    try (QrpReceiver receiver = new QrpReceiver()) {
      send(receiver, QrpSender.whole(old));
      List<byte[]> change = QrpSender.change(old, table);
      if (old.equals(table)) {
        assertTrue(change.isEmpty());
      } else {
        assertEquals(table, send(receiver, change));
      }
      QrpTable wider = random(bits + 1, random);
      assertEquals(wider, send(receiver, QrpSender.change(table, wider)));
    }
  }

  @Property(tries = 300, seed = "2026")
  void entriesOfAllWidthsSayTheSame(
      @ForAll @IntRange(min = 3, max = 12) int bits,
      @ForAll @IntRange(min = 0, max = 3) int logWidth,
      @ForAll long seed)
      throws MalformedException {
    QrpTable table = random(bits, new Random(seed));
    int width = 1 << logWidth;
    byte[] patch = new byte[5 + (1 << bits) * width / 8];
    patch[0] = 1;
    patch[1] = 1;
    patch[2] = 1;
    patch[4] = (byte) width;
    table.forEachSlot(
        slot -> {
          int bit = slot * width;
          // minus one in any width is all ones
          patch[5 + bit / 8] |= (byte) (((1 << width) - 1) << (8 - width - bit % 8));
        });
    byte[] reset = {0, (byte) (1 << bits), (byte) (1 << bits >> 8), 0, 0, 1};
    try (QrpReceiver receiver = new QrpReceiver()) {
      receiver.accept(reset, 0, reset.length);
      assertEquals(table, receiver.accept(patch, 0, patch.length).orElseThrow());
      receiver.accept(reset, 0, reset.length);
      byte[] compressed = compressed(patch);
      assertEquals(table, receiver.accept(compressed, 0, compressed.length).orElseThrow());
    }
  }

  @Property(tries = 200, seed = "2026")
  void aUnionContainsWhatAnyTableContains(
      @ForAll @IntRange(min = 1, max = 17) int bits,
      @ForAll @IntRange(min = 1, max = 15) int first,
      @ForAll @IntRange(min = 1, max = 15) int second,
      @ForAll long seed) {
    Random random = new Random(seed);
    QrpTable a = random(first, random);
    QrpTable b = random(second, random);
    QrpUnion tables = new QrpUnion(bits);
    tables.add(a);
    tables.add(b);
    QrpTable union = tables.table();
    Set<Integer> expected = new HashSet<>();
    for (QrpTable t : List.of(a, b)) {
      t.forEachSlot(
          slot -> {
            int low = t.bits() >= bits ? slot >> (t.bits() - bits) : slot << (bits - t.bits());
            int each = t.bits() >= bits ? 1 : 1 << (bits - t.bits());
            for (int i = 0; i < each; i++) {
              expected.add(low + i);
            }
          });
    }
    List<Integer> actual = new ArrayList<>();
    union.forEachSlot(actual::add);
    assertEquals(expected.stream().sorted().toList(), actual);
    assertEquals(expected.size(), union.present());
    for (int i = 0; i < 50; i++) {
      int hash = random.nextInt();
      assertEquals(expected.contains(hash >>> (32 - bits)), union.contains(hash));
      assertTrue(!a.contains(hash) || union.contains(hash));
    }
    tables.remove(a);
    QrpUnion alone = new QrpUnion(bits);
    alone.add(b);
    assertEquals(alone.table(), tables.table());
    tables.remove(b);
    assertEquals(QrpTable.empty(bits), tables.table());
  }

  @Property(tries = 100, seed = "2026")
  void everyFormKnowsExactlyItsSlots(
      @ForAll @IntRange(min = 1, max = 18) int bits, @ForAll long seed) {
    Random random = new Random(seed);
    long[] map = QrpTable.bitmap(bits);
    int clusters = 1 + random.nextInt(20);
    for (int c = 0; c < clusters; c++) {
      // Groups that are full, and long runs of empty ones.
      int from = random.nextInt(1 << bits);
      int to = Math.min(1 << bits, from + random.nextInt(600));
      random.ints(random.nextInt(700), from, to + 1).filter(s -> s < to).forEach(set(map));
    }
    QrpTable table = QrpTable.ofBitmap(bits, map.clone());
    List<Integer> expected = new ArrayList<>();
    for (int slot = 0; slot < 1 << bits; slot++) {
      boolean present = (map[slot >>> 6] >>> slot & 1) != 0;
      if (present != table.contains(slot << (32 - bits))) {
        fail(table + ", slot " + slot);
      }
      if (present) {
        expected.add(slot);
      }
    }
    List<Integer> actual = new ArrayList<>();
    table.forEachSlot(actual::add);
    assertEquals(expected, actual);
    assertEquals(expected.size(), table.present());
  }

  private static IntConsumer set(long[] map) {
    return slot -> QrpTable.set(map, slot);
  }

  private static byte[] compressed(byte[] patch) {
    Deflater deflater = new Deflater();
    deflater.setInput(patch, 5, patch.length - 5);
    deflater.finish();
    byte[] out = Arrays.copyOf(patch, patch.length + 64);
    out[3] = 1;
    int n = deflater.deflate(out, 5, out.length - 5);
    deflater.end();
    return Arrays.copyOf(out, 5 + n);
  }

  /** The table after the last message; only that one may complete the sequence. */
  private static QrpTable send(QrpReceiver receiver, List<byte[]> messages)
      throws MalformedException {
    Optional<QrpTable> table = Optional.empty();
    for (byte[] message : messages) {
      table = receiver.accept(message, 0, message.length);
    }
    return table.orElseThrow();
  }

  /** Any fill from nothing to full, so that both forms of a table occur. */
  private static QrpTable random(int bits, Random random) {
    double fill = Math.pow(random.nextDouble(), 4);
    long[] map = QrpTable.bitmap(bits);
    for (int slot = 0; slot < 1 << bits; slot++) {
      if (random.nextDouble() < fill) {
        QrpTable.set(map, slot);
      }
    }
    return QrpTable.ofBitmap(bits, map);
  }
}
