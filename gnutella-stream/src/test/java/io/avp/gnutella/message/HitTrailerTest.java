package io.avp.gnutella.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.Vectors;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be changed in a trailer that is passed on; all else stays byte for byte. */
class HitTrailerTest {
  private static final HostAddress PROXY = HostAddress.parse("44.1.2.3:16001");

  @Test
  void aPushProxyTakesThePlaceOfAnother() throws Exception {
    HitTrailer was = golden("qhit-eqhd-lime-push");
    assertTrue(was.push());
    HitTrailer now = was.withPushProxies(List.of(PROXY));
    assertEquals(List.of(PROXY), now.pushProxies());
    assertEquals(was.ggep().ids(), now.ggep().ids());
    assertEquals(was.vendor(), now.vendor());
    assertEquals(was.privateData()[0], now.privateData()[0], "what stands before the block");
    assertEquals(was.pushProxies(), now.withPushProxies(was.pushProxies()).pushProxies());
  }

  @Test
  void aTrailerWithoutExtensionsGetsSome() {
    HitTrailer was = HitTrailer.of("TEST", false, true, false, Ggep.NONE);
    HitTrailer now = was.withPush(true).withPushProxies(List.of(PROXY)).withVendor("MINE");
    assertTrue(now.push() && now.busy() && now.hasGgep());
    assertFalse(was.push() || was.hasGgep(), "the old one stays");
    assertEquals(List.of(PROXY), now.pushProxies());
    assertEquals("MINE", now.vendor());
    assertFalse(now.withPush(false).push());
  }

  @Test
  void metadataIsTakenOffTheEnd() {
    byte[] said = {1, 'x', 'm', 'l', 0};
    HitTrailer was = new HitTrailer("LIME", new byte[] {0, 0, 4, 0}, said);
    assertArrayEquals(new byte[] {1}, was.withoutXml().privateData());
    assertEquals(0, was.withoutXml().xmlSize());
    assertSame(was.vendor(), was.withoutXml().vendor());
    HitTrailer lying = new HitTrailer("LIME", new byte[] {0, 0, 99, 0}, said);
    assertEquals(0, lying.withoutXml().privateData().length);
    HitTrailer none = new HitTrailer("LIME", new byte[] {0, 0}, said);
    assertSame(none, none.withoutXml());
  }

  private static HitTrailer golden(String name) throws Exception {
    byte[] frame = Vectors.golden1(name).bytes();
    return QueryHit.decode(frame, Header.BYTES, frame.length - Header.BYTES)
        .trailer()
        .orElseThrow();
  }
}
