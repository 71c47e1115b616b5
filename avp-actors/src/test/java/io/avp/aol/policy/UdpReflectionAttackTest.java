package io.avp.aol.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A leaf that names a victim as the target of UDP answers. */
class UdpReflectionAttackTest {
  private static final int LEAF = HostAddress.parseIp("44.21.0.1");
  private static final int VICTIM = HostAddress.parseIp("44.99.0.1");

  @Test
  void answersGoToNobodyButTheAsker() throws Exception {
    byte[] honest = query(LEAF, Query.MARKED | Query.OUT_OF_BAND);
    byte[] forged = query(VICTIM, Query.MARKED | Query.OUT_OF_BAND);
    byte[] ordinary = query(VICTIM, Query.MARKED | Query.GGEP_H);
    assertFalse(OutOfBandPolicy.isForged(honest, 0, LEAF));
    assertTrue(OutOfBandPolicy.isForged(forged, 0, LEAF));
    assertFalse(OutOfBandPolicy.isForged(ordinary, 0, LEAF), "its id is only an id");
    OutOfBandPolicy.clear(forged, 0);
    assertFalse(OutOfBandPolicy.isForged(forged, 0, LEAF));
    Query still = Query.decode(forged, Header.BYTES, forged.length - Header.BYTES);
    assertEquals(Query.MARKED, still.flags());
    assertEquals("violet trumpet", still.text());
  }

  private static byte[] query(int ip, int flags) {
    Guid id = new Guid((long) ip << 32 | 0x1234_5678L, 0xff00_0000_0000_0000L);
    return Query.of(flags, "violet trumpet", List.of(), Ggep.NONE).frame(id, 4, 0);
  }
}
