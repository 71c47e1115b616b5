package io.avp.vcc.cache;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.WireWriter;
import io.avp.model.AvpId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Holders and records for tests. */
final class Samples {
  static final AvpId AVP = new AvpId("a-0");

  private Samples() {}

  /** A member whose number is all that matters; its source is its number. */
  static Holder holder(int number) {
    return holder(number, number, 10);
  }

  static Holder holder(int number, long source, int rttMillis) {
    HitTrailer trailer =
        HitTrailer.of("TEST", false, false, true, Ggep.builder().add("BH").build());
    return new Holder(
        guid(number),
        new HostAddress(0x2c000000 + number, 16_001),
        1_000,
        Optional.of(trailer),
        Push.NOT_NEEDED,
        List.of(AVP),
        rttMillis,
        source);
  }

  static Guid guid(int number) {
    return Guid.modern(0x1234_5678_9abc_def0L, (long) number << 8);
  }

  static Sha1 sha1(Random random) {
    byte[] digest = new byte[20];
    random.nextBytes(digest);
    return Sha1.of(digest);
  }

  static Sha1 sha1(String of) {
    return sha1(new Random(of.hashCode()));
  }

  /** As most servents send it: the SHA-1 as text. */
  static FileRecord file(int index, String name) {
    return FileRecord.of(
            raw(index, 1_000 + index, name, sha1(name).urn().getBytes(StandardCharsets.US_ASCII)))
        .orElseThrow();
  }

  static byte[] raw(int index, long size, String name, byte[] area) {
    return new WireWriter(64).u32(index).u32(size).utf8(name).u8(0).bytes(area).u8(0).toByteArray();
  }
}
