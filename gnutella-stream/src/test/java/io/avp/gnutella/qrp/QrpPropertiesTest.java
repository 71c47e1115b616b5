package io.avp.gnutella.qrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.MalformedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
    try (QrpReceiver receiver = new QrpReceiver()) {
      receiver.accept(new byte[] {0, (byte) (1 << bits), (byte) (1 << bits >> 8), 0, 0, 1}, 0, 6);
      assertEquals(table, receiver.accept(patch, 0, patch.length).orElseThrow());
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
    QrpTable union = QrpTable.union(bits, List.of(a, b));
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
  }

  @Property(tries = 200, seed = "2026")
  void hintsAreTheTopBitsOfWhatMayBeContained(
      @ForAll @IntRange(min = 10, max = 18) int bits, @ForAll long seed) {
    Random random = new Random(seed);
    QrpTable table = random(bits, random);
    Set<Integer> hints = new HashSet<>();
    table.forEachHint(hints::add);
    for (int i = 0; i < 200; i++) {
      int hash = random.nextInt();
      assertTrue(!table.contains(hash) || hints.contains(hash >>> 16));
      if (bits <= 16) {
        assertEquals(table.contains(hash), hints.contains(hash >>> 16));
      }
    }
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
