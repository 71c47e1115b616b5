package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FileRecordTest {
  @Test
  void everyFormOfARecordComesBackByteForByte() {
    Random random = new Random(20261124);
    for (int i = 0; i < 2_000; i++) {
      byte[] digest = new byte[20];
      random.nextBytes(digest);
      digest[3] = i % 3 == 0 ? 0 : digest[3];
      Sha1 sha1 = Sha1.of(digest);
      byte[] area = area(i % 6, sha1);
      String name = i % 2 == 0 ? "Some Name " + i + ".mp3" : "Café – żółć " + i;
      byte[] raw = Samples.raw(random.nextInt(), 0xffff_fff0L + i % 16, name, area);
      FileRecord record = FileRecord.of(raw).orElseThrow();
      assertEquals(sha1, record.sha1());
      byte[] packed = PackedRecord.pack(record);
      byte[] around = new byte[packed.length + 9];
      System.arraycopy(packed, 0, around, 5, packed.length);
      assertArrayEquals(raw, PackedRecord.unpack(around, 5, packed.length, record.index()));
      String urn = sha1.urn().toLowerCase(Locale.ROOT);
      assertEquals(QrpHash.hash(urn), PackedRecord.urnHash(around, 5));
      assertTrue(PackedRecord.hasSha1(around, 5, digest));
      assertEquals(0xffff_fff0L + i % 16, PackedRecord.sizeField(around, 5));
      assertEquals(i % 2 == 0, PackedRecord.ascii(around, 5));
    }
  }

  private static byte[] area(int form, Sha1 sha1) {
    byte[] urn = sha1.urn().getBytes(StandardCharsets.US_ASCII);
    byte[] binary = new WireWriter(21).u8(1).bytes(sha1.bytes()).toByteArray();
    byte[] ggep =
        Ggep.builder().addWithoutNul("H", binary).add("CT", new byte[] {1, 2}).build().encode();
    return switch (form) {
      case 0 -> urn;
      case 1 -> ggep;
      case 2 -> sha1.urn().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
      case 3 ->
          new WireWriter(9).utf8("192 kbps").u8(0x1c).bytes(urn).u8(0x1c).bytes(ggep).toByteArray();
      case 4 -> new WireWriter(9).bytes(urn).u8(0x1c).utf8("urn:tree:tiger/:X").toByteArray();
      default ->
          new WireWriter(9)
              .utf8("urn:bitprint:" + sha1.text() + "." + "A".repeat(39))
              .toByteArray();
    };
  }

  @Test
  void textOfASha1TakesTwentyBytes() {
    FileRecord record = Samples.file(7, "linux.iso");
    assertEquals(PackedRecord.NAME + 9 + 20, PackedRecord.pack(record).length);
  }

  @Test
  void recordsWithoutSha1OrTooLongOnesAreNotKept() {
    assertTrue(FileRecord.of(Samples.raw(1, 1, "a.txt", new byte[0])).isEmpty());
    byte[] urn = Samples.sha1("a").urn().getBytes(StandardCharsets.US_ASCII);
    assertTrue(
        FileRecord.of(Samples.raw(1, 1, "a".repeat(FileRecord.MAX_NAME + 1), urn)).isEmpty());
    assertTrue(FileRecord.of(Samples.raw(1, 1, "a".repeat(FileRecord.MAX_NAME), urn)).isPresent());
    byte[] long1 = Arrays.copyOf(urn, FileRecord.MAX_BYTES);
    Arrays.fill(long1, urn.length, long1.length, (byte) 0x1c);
    assertTrue(FileRecord.of(Samples.raw(1, 1, "a", long1)).isEmpty());
    byte[] good = Samples.raw(1, 1, "a.txt", urn);
    assertTrue(FileRecord.of(Arrays.copyOf(good, good.length - 1)).isEmpty(), "no second NUL");
    assertTrue(FileRecord.of(Arrays.copyOf(good, good.length + 1)).isEmpty(), "more behind it");
  }

  @Test
  void keysAreTheHashesOfLookedUpWordsAndTheUrn() {
    Set<Integer> keys = keys("Zebra_lullaby-of BB Zebra.mp3");
    Set<Integer> expected = hashes("zebra", "lullaby", "mp3");
    expected.add(
        QrpHash.hash(Samples.sha1("Zebra_lullaby-of BB Zebra.mp3").urn().toLowerCase(Locale.ROOT)));
    assertEquals(expected, keys);
    assertTrue(keys("Café été.ogg").containsAll(hashes("cafe", "ete", "ogg")));
    assertFalse(keys("Café été.ogg").contains(QrpHash.hash("café")));
  }

  @Test
  void aNameInAsciiIsReadAsQueryWordsReadsIt() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = random.nextInt(1, 30); n > 0; n--) {
        name.append((char) random.nextInt(1, 128));
      }
      byte[] b = name.toString().getBytes(StandardCharsets.US_ASCII);
      Set<Integer> expected =
          QueryWords.forLookup(name.toString()).stream()
              .map(QrpHash::hash)
              .collect(Collectors.toSet());
      assertEquals(expected, set(NameWords.hashes(b, 0, b.length, true)), name.toString());
    }
  }

  private static Set<Integer> keys(String name) {
    return set(Samples.file(1, name).keys());
  }

  private static Set<Integer> set(int[] hashes) {
    return Arrays.stream(hashes).boxed().collect(Collectors.toSet());
  }

  private static Set<Integer> hashes(String... words) {
    return Arrays.stream(words).map(QrpHash::hash).collect(Collectors.toSet());
  }
}
