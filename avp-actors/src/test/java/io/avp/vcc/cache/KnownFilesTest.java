package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.MalformedException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a virtual peer keeps of a member's files, and for what it has to be asked all the same. */
class KnownFilesTest {
  private static final List<FileRecord> FILES =
      List.of(
          Samples.file(1, "Wombat - lullaby no 1.ogg"),
          Samples.file(2, "numbat \u00e9tude.mp3"),
          Samples.file(3, "lullab.txt"));

  private static int slot(String word) {
    return SlotHints.slotOf(QrpHash.hash(word));
  }

  private static BitSet table(String... others) {
    BitSet table = new BitSet();
    for (FileRecord file : FILES) {
      String name = new String(file.name(), java.nio.charset.StandardCharsets.UTF_8);
      QueryWords.forTable(name).forEach(word -> table.set(slot(word)));
    }
    Arrays.stream(others).forEach(word -> table.set(slot(word)));
    return table;
  }

  private static KnownFiles known(String... others) {
    return KnownFiles.of(Samples.holder(1), FILES, table(others));
  }

  @Test
  void itGivesBackWhatItWasGiven() {
    List<FileRecord> many =
        IntStream.range(0, 3_000).mapToObj(i -> Samples.file(i, "song " + i * 7919)).toList();
    for (List<FileRecord> files : List.of(FILES, many, List.<FileRecord>of())) {
      List<FileRecord> back = KnownFiles.of(Samples.holder(1), files, table()).records();
      assertEquals(files.size(), back.size());
      for (int i = 0; i < back.size(); i++) {
        assertArrayEquals(files.get(i).raw(), back.get(i).raw());
      }
    }
  }

  @Test
  void onlyWhatItsWordsAndTheirPrefixesDoNotExplainIsAskedFor() {
    KnownFiles known = known("secret");
    for (String word :
        List.of("wombat", "lullaby", "ogg", "etude", "no", "1", "womba", "numb", "lullab")) {
      assertFalse(known.isAsked(slot(word)), word);
    }
    assertTrue(known.isAsked(slot("secret")));
    assertFalse(known.isAsked(slot("quokka")), "not in its table");
    BitSet asked = known.askedSlots();
    assertEquals(1, asked.cardinality());
    IntStream.range(0, 1 << 16).forEach(s -> assertEquals(asked.get(s), known.isAsked(s)));
  }

  @Test
  void whereRegionsRefuseItIsAskedForEverything() {
    BitSet refused = new BitSet();
    refused.set(SlotHints.regionOf(QrpHash.hash("wombat")));
    KnownFiles known = known().refused(table(), refused);
    assertTrue(known.isAsked(slot("wombat")));
    assertFalse(known.isAsked(slot("womba")), "of another region");
    assertFalse(known.isAsked(slot("numbat")));
  }

  @Test
  void brokenBlocksAreRefused() throws MalformedException {
    RecordBlock block = new RecordBlock();
    FILES.forEach(file -> block.add(file.raw()));
    byte[] good = block.toByteArray();
    assertEquals(block.size(), good.length);
    assertEquals(FILES.size(), RecordBlock.read(good).size());
    for (int length = 1; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      boolean whole = length == 2 + FILES.get(0).raw().length;
      whole |= length == 4 + FILES.get(0).raw().length + FILES.get(1).raw().length;
      if (!whole) {
        assertThrows(MalformedException.class, () -> RecordBlock.read(cut));
      }
    }
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      try {
        assertTrue(RecordBlock.read(bad).size() <= FILES.size());
      } catch (MalformedException e) {
        assertFalse(e.reason() == null);
      }
    }
  }
}
