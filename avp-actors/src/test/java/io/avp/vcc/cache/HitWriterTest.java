package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.WireWriter;
import io.avp.model.AvpId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HitWriterTest {
  private static final Guid QUERY = Guid.parse("2c2300013102d39917e46bf951ca18df");
  private static final HostAddress AVP = HostAddress.parse("44.1.2.3:16001");
  private static final HitWriter WRITER =
      new HitWriter("AVPN", avp -> avp.equals(Samples.AVP) ? Optional.of(AVP) : Optional.empty());

  @Test
  void whatARealServentSaidGoesOutByteForByte() throws Exception {
    Offer offer = learnt(Captured.GTKG, "zebra", Push.UNKNOWN);
    List<byte[]> frames = WRITER.write(asker(QUERY, 7, 1), List.of(offer));
    assertEquals(1, frames.size());
    assertArrayEquals(Captured.GTKG, frames.get(0));
    assertArrayEquals(
        Captured.GTKG,
        WRITER
            .write(asker(QUERY, 7, 1), List.of(learnt(Captured.GTKG, "zebra", Push.NOT_NEEDED)))
            .get(0),
        "it said so itself");
  }

  @Test
  void theAvpIsThePushProxyOfAFirewalledHolder() throws Exception {
    Offer offer = learnt(Captured.GTKG_PUSH, "narwhal", Push.NEEDED);
    QueryHit was = decode(Captured.GTKG_PUSH);
    QueryHit hit = decode(WRITER.write(asker(QUERY, 3, 1), List.of(offer)).get(0));
    assertEquals(List.of(AVP), hit.trailer().orElseThrow().pushProxies());
    assertTrue(hit.trailer().orElseThrow().push());
    assertEquals("GTKG", hit.trailer().orElseThrow().vendor());
    assertEquals(was.servent(), hit.servent());
    assertEquals(was.responder(), hit.responder());
    assertEquals(was.records().get(0).index(), hit.records().get(0).index());
    assertArrayEquals(was.records().get(0).extensionArea(), hit.records().get(0).extensionArea());
    Ggep ggep = hit.trailer().orElseThrow().ggep();
    assertEquals(was.trailer().orElseThrow().ggep().ids(), ggep.ids());
    assertArrayEquals(
        was.trailer().orElseThrow().ggep().find("GTKGV").orElseThrow(),
        ggep.find("GTKGV").orElseThrow());
    byte[] expected = Captured.GTKG_PUSH.clone();
    QUERY.write(expected, 0);
    Header.patch(expected, 0, 3, 1);
    int proxy = expected.length - 16 - 4 - 6;
    System.arraycopy(new WireWriter(6).hostAddress(AVP).toByteArray(), 0, expected, proxy, 6);
    assertArrayEquals(expected, WRITER.write(asker(QUERY, 3, 1), List.of(offer)).get(0));
  }

  @Test
  void thePushFlagIsOurOwnFinding() throws Exception {
    Offer open = learnt(Captured.GTKG_PUSH, "narwhal", Push.NOT_NEEDED);
    assertFalse(
        decode(WRITER.write(asker(QUERY, 3, 1), List.of(open)).get(0))
            .trailer()
            .orElseThrow()
            .push());
    Offer shut = learnt(Captured.GTKG, "zebra", Push.NEEDED);
    HitTrailer trailer =
        decode(WRITER.write(asker(QUERY, 3, 1), List.of(shut)).get(0)).trailer().orElseThrow();
    assertTrue(trailer.push());
    assertEquals(List.of("GTKGV", "BH", "PUSH"), trailer.ggep().ids());
    Offer unreachable =
        new Offer(
            new Holder(
                Samples.guid(1),
                AVP,
                0,
                Optional.empty(),
                Push.NEEDED,
                List.of(new AvpId("b-9")),
                0,
                0),
            List.of(Samples.file(1, "zebra").raw()));
    assertTrue(WRITER.write(asker(QUERY, 3, 1), List.of(unreachable)).isEmpty(), "no way to it");
  }

  @Test
  void tenRecordsPerMessageAndOneHolder() throws Exception {
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      files.add(Samples.file(i, "zebra " + i).raw());
    }
    files.add(Samples.file(3, "zebra again").raw());
    files.add(Samples.file(77, "zebra 3").raw());
    files.add(Samples.raw(99, 1, "zebra without sha1", new byte[0]));
    Offer far = new Offer(Samples.holder(1, 1, 90), files);
    Offer near = new Offer(Samples.holder(2, 2, 5), files.subList(0, 2));
    List<byte[]> frames = WRITER.write(asker(QUERY, 2, 4), List.of(far, near));
    int records = 0;
    for (byte[] frame : frames) {
      QueryHit hit = decode(frame);
      assertTrue(hit.records().size() <= HitWriter.MAX_RECORDS);
      Set<Object> distinct = new HashSet<>();
      hit.records().forEach(r -> distinct.add(r.index()));
      hit.records().forEach(r -> distinct.add(r.sha1().orElseThrow()));
      assertEquals(2 * hit.records().size(), distinct.size(), "no index and no SHA-1 twice");
      assertEquals(4, Header.hops(frame, 0));
      assertEquals(2, Header.ttl(frame, 0));
      assertEquals(QUERY, Guid.read(frame, 0));
      assertTrue(frame.length <= Header.BYTES + HitWriter.FULL_BYTES + 200);
      records += hit.records().size();
    }
    assertEquals(29, records);
    assertEquals(Samples.guid(2), decode(frames.get(0)).servent(), "the nearest first");
    assertEquals(1 + 3, frames.size());
  }

  @Test
  void eachAskerGetsWhatItCanUse() throws Exception {
    Offer one = new Offer(Samples.holder(1), List.of(Samples.file(1, "zebra").raw()));
    Offer two =
        new Offer(
            Samples.holder(2),
            List.of(Samples.file(1, "zebra").raw(), Samples.file(2, "zebra b").raw()));
    List<Offer> both = List.of(one, two);
    assertEquals(
        List.of(Samples.guid(2)),
        named(new HitWriter.Asker(QUERY, 2, 1, Optional.of(Samples.guid(1)), h -> true, 10), both));
    assertEquals(
        List.of(Samples.guid(1)),
        named(new HitWriter.Asker(Samples.guid(2), 2, 1, Optional.empty(), h -> true, 10), both));
    assertEquals(
        List.of(), named(new HitWriter.Asker(QUERY, 2, 1, Optional.empty(), h -> false, 10), both));
    assertEquals(
        List.of(Samples.guid(1), Samples.guid(2)),
        named(new HitWriter.Asker(QUERY, 2, 1, Optional.empty(), h -> true, 2), both));
    List<byte[]> limited =
        WRITER.write(new HitWriter.Asker(QUERY, 2, 1, Optional.empty(), h -> true, 2), both);
    assertEquals(1, decode(limited.get(1)).records().size());
    Holder nowhere =
        new Holder(
            Samples.guid(3),
            new HostAddress(1, 0),
            0,
            Optional.empty(),
            Push.UNKNOWN,
            List.of(),
            0,
            0);
    assertEquals(List.of(), named(asker(QUERY, 2, 1), List.of(new Offer(nowhere, one.records()))));
    assertThrows(IllegalArgumentException.class, () -> asker(QUERY, 2, 0), "hops 0 would be a lie");
  }

  @Test
  void whatWouldBeTakenForSpamGoesOutInOurOwnName() throws Exception {
    assertEquals("AVPN", vendor(Optional.empty(), "a.ogg", false));
    assertEquals("AVPN", vendor(Optional.of("LIME"), "a.ogg", false));
    assertEquals("LIME", vendor(Optional.of("LIME"), "a.ogg", true));
    assertEquals("AVPN", vendor(Optional.of("LIME"), "a.MP3", true));
    assertEquals("AVPN", vendor(Optional.of("GTKG"), "a.ogg", true));
    assertEquals("BEAR", vendor(Optional.of("BEAR"), "a.mp3", false));
  }

  @Test
  void metadataOfOtherRecordsIsLeftOut() throws Exception {
    byte[] xml = "<?xml?>\0".getBytes(StandardCharsets.US_ASCII);
    byte[] block = Ggep.builder().add("BH").build().encode();
    byte[] said = new WireWriter(64).u8(1).bytes(block).bytes(xml).toByteArray();
    HitTrailer trailer = new HitTrailer("BEAR", new byte[] {0x2c, 0x21, 8, 0}, said);
    QueryHit hit =
        new QueryHit(
            AVP, 1, decode(Captured.GTKG).records(), Optional.of(trailer), Samples.guid(1));
    byte[] frame = hit.frame(QUERY, 2, 1);
    LearntHit learnt = LearntHit.read(frame, Header.BYTES, frame.length - Header.BYTES);
    HitTrailer kept = learnt.trailer().orElseThrow();
    assertEquals(0, kept.xmlSize());
    assertArrayEquals(new WireWriter(9).u8(1).bytes(block).toByteArray(), kept.privateData());
    HitTrailer pushed = kept.withPushProxies(List.of(AVP));
    assertEquals(1, pushed.privateData()[0]);
    assertEquals(List.of("BH", "PUSH"), pushed.ggep().ids());
  }

  private static String vendor(Optional<String> says, String name, boolean withTime)
      throws Exception {
    WireWriter area = new WireWriter(64).utf8(Samples.sha1("x").urn());
    if (withTime) {
      area.u8(0x1c).bytes(Ggep.builder().add("CT", new byte[] {1}).build().encode());
    }
    Holder holder =
        new Holder(
            Samples.guid(1),
            AVP,
            0,
            says.map(v -> HitTrailer.of(v, false, false, false, Ggep.NONE)),
            Push.NOT_NEEDED,
            List.of(),
            0,
            0);
    Offer offer = new Offer(holder, List.of(Samples.raw(5, 1, name, area.toByteArray())));
    return decode(WRITER.write(asker(QUERY, 2, 1), List.of(offer)).get(0))
        .trailer()
        .orElseThrow()
        .vendor();
  }

  /** Through a store and a region, as it happens. */
  private static Offer learnt(byte[] frame, String word, Push push) throws Exception {
    LearntHit hit = LearntHit.read(frame, Header.BYTES, frame.length - Header.BYTES);
    int hash = QrpHash.hash(word);
    RegionHoldings region =
        new RegionHoldings(
            SlotHints.regionOf(hash), new FileStore(1 << 20, 1), HoldingLimits.STANDARD, key -> {});
    assertEquals(0, region.add(hit.holder(push, List.of(Samples.AVP), 10, 1), hit.records(), 0));
    Question question = Question.ofWords(word, Filters.NONE).orElseThrow();
    return region.find(question, hash, 100, 0, 0).offers().get(0);
  }

  private static HitWriter.Asker asker(Guid query, int ttl, int hops) {
    return new HitWriter.Asker(query, ttl, hops, Optional.empty(), h -> true, 100);
  }

  private static List<Guid> named(HitWriter.Asker asker, List<Offer> offers) throws Exception {
    List<Guid> named = new ArrayList<>();
    for (byte[] frame : WRITER.write(asker, offers)) {
      named.add(decode(frame).servent());
    }
    return named;
  }

  private static QueryHit decode(byte[] frame) throws Exception {
    return QueryHit.decodeAnswer(
        Guid.read(frame, 0), frame, Header.BYTES, frame.length - Header.BYTES);
  }
}
