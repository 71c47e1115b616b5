package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;

/**
 * Asks for pongs: TTL 1 whether the other side lives, more for hosts (fact sheet, section 3).
 *
 * @param ggep extensions; only for neighbours that announced GGEP
 * @param trailingNul true if a NUL stood behind the block, as LimeWire sends it
 */
public record Ping(Ggep ggep, boolean trailingNul) {
  /** Layout: nothing, or one GGEP block. */
  public static Ping decode(byte[] bytes, int offset, int length) throws MalformedException {
    Frames.Tail tail = Frames.tail(new WireReader(bytes, offset, length));
    return new Ping(tail.ggep(), tail.nul());
  }

  /** A ping without extensions. */
  public static Ping plain() {
    return new Ping(Ggep.NONE, false);
  }

  /** The whole descriptor. */
  public byte[] frame(Guid id, int ttl, int hops) {
    WireWriter out = new WireWriter(32);
    new Frames.Tail(ggep, trailingNul).write(out);
    return Frames.frame(id, DescriptorType.PING, ttl, hops, out);
  }
}
