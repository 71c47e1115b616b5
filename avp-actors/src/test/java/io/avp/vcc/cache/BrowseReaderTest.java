package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BrowseReaderTest {
  private static final HostAddress ADDRESS = HostAddress.parse("44.0.0.1:16001");
  private static final Guid OWN = Samples.guid(1);

  @Test
  void readsHitsHoweverTheyAreCut() {
    byte[] body = body(OWN, 37);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      BrowseReader reader = new BrowseReader(Optional.of(OWN), 100, 1 << 20);
      int at = 0;
      while (at < body.length) {
        int n = Math.min(body.length - at, random.nextInt(1, round + 2));
        assertTrue(reader.read(Arrays.copyOfRange(body, at, at + n)));
        at += n;
      }
      BrowseReader.Result result = reader.end();
      assertTrue(result.complete());
      assertEquals(37, result.hit().orElseThrow().records().size());
      assertEquals(ADDRESS, result.hit().orElseThrow().address());
      assertEquals(body.length, reader.bytes());
    }
  }

  @Test
  void aRealServentsHitsAreRead() {
    BrowseReader reader = new BrowseReader(Optional.empty(), 100, 1 << 20);
    assertTrue(reader.read(Captured.GTKG));
    assertTrue(reader.read(Captured.GTKG));
    LearntHit hit = reader.end().hit().orElseThrow();
    assertEquals(2, hit.records().size());
    assertEquals("GTKG", hit.trailer().orElseThrow().vendor());
    assertArrayEquals(
        "zebra lullaby song.mp3".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        hit.records().get(0).name());
  }

  @Test
  void anEmptyLibraryIsComplete() {
    BrowseReader.Result result = new BrowseReader(Optional.of(OWN), 10, 100).end();
    assertTrue(result.complete());
    assertTrue(result.hit().isEmpty());
  }

  @Test
  void poisoningNobodySpeaksForAnother() {
    BrowseReader reader = new BrowseReader(Optional.of(OWN), 100, 1 << 20);
    assertFalse(reader.read(body(Samples.guid(2), 3)));
    assertTrue(reader.end().hit().isEmpty());
    BrowseReader changing = new BrowseReader(Optional.empty(), 100, 1 << 20);
    assertTrue(changing.read(body(OWN, 3)));
    assertFalse(changing.read(body(Samples.guid(2), 3)));
    assertEquals(3, changing.end().hit().orElseThrow().records().size());
    assertFalse(changing.end().complete());
  }

  @Test
  void boundsHold() {
    BrowseReader few = new BrowseReader(Optional.of(OWN), 15, 1 << 20);
    few.read(body(OWN, 30));
    assertEquals(15, few.end().hit().orElseThrow().records().size());
    assertEquals(15, few.end().hit().orElseThrow().unusable());
    assertFalse(few.end().complete());
    BrowseReader small = new BrowseReader(Optional.of(OWN), 100, 500);
    assertFalse(small.read(body(OWN, 30)));
    assertEquals(Optional.of(Rejection.TOO_LARGE), small.end().broken());
    assertFalse(small.read(new byte[1]), "and stays so");
    BrowseReader cut = new BrowseReader(Optional.of(OWN), 100, 1 << 20);
    cut.read(Arrays.copyOf(body(OWN, 30), 1_000));
    assertEquals(Optional.of(Rejection.TRUNCATED), cut.end().broken());
    byte[] huge = Arrays.copyOf(body(OWN, 1), 23);
    huge[21] = 1;
    assertFalse(new BrowseReader(Optional.of(OWN), 100, 1 << 20).read(huge));
    byte[] ping = body(OWN, 1);
    ping[16] = 0;
    assertFalse(new BrowseReader(Optional.of(OWN), 100, 1 << 20).read(ping));
  }

  /** Whatever comes: no other failure than a named one, nothing of another, bounds hold. */
  @Test
  void fuzzedBodiesChangeNothingThatTheyShouldNot() {
    Random random = new Random(20261124);
    byte[] gtkg = Captured.GTKG;
    byte[] ours = body(Guid.read(gtkg, gtkg.length - 16), 12);
    byte[] good = new WireWriter(999).bytes(gtkg).bytes(ours).toByteArray();
    int usable = 0;
    for (int input = 0; input < 120_000; input++) {
      byte[] body =
          Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
      for (int n = random.nextInt(1, 4); n > 0 && body.length > 0; n--) {
        int at = random.nextInt(body.length);
        body[at] =
            (byte) (random.nextBoolean() ? random.nextInt(256) : body[at] ^ 1 << random.nextInt(8));
      }
      BrowseReader reader =
          new BrowseReader(Optional.of(Guid.read(gtkg, gtkg.length - 16)), 10, 2_000);
      int half = random.nextInt(body.length + 1);
      if (reader.read(Arrays.copyOf(body, half))) {
        reader.read(Arrays.copyOfRange(body, half, body.length));
      }
      Optional<LearntHit> hit = reader.end().hit();
      if (hit.isPresent()) {
        assertEquals(Guid.read(gtkg, gtkg.length - 16), hit.get().servent());
        assertTrue(hit.get().records().size() <= 10);
        for (FileRecord file : hit.get().records()) {
          byte[] packed = PackedRecord.pack(file);
          assertArrayEquals(
              file.raw(), PackedRecord.unpack(packed, 0, packed.length, file.index()));
          usable++;
        }
      }
    }
    assertTrue(usable > 100_000, "most stay readable in parts: " + usable);
  }

  private static byte[] body(Guid servent, int files) {
    WireWriter out = new WireWriter(4_096);
    List<HitRecord> records = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      String name = "zebra number " + i;
      records.add(HitRecord.of(i, 1_000 + i, name, Samples.sha1(name)));
      if (records.size() == 10 || i == files - 1) {
        out.bytes(
            new QueryHit(ADDRESS, 1, records, Optional.empty(), servent)
                .frame(Samples.guid(9), 1, 0));
        records = new ArrayList<>();
      }
    }
    return out.toByteArray();
  }
}
