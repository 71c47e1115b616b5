package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;

/** What all descriptors share when they are written and read. */
final class Frames {
  private Frames() {}

  /** Header and payload in one array. */
  static byte[] frame(Guid id, DescriptorType type, int ttl, int hops, byte[] payload) {
    byte[] frame = new byte[Header.BYTES + payload.length];
    Header.write(frame, 0, id, type, ttl, hops, payload.length);
    System.arraycopy(payload, 0, frame, Header.BYTES, payload.length);
    return frame;
  }

  static byte[] frame(Guid id, DescriptorType type, int ttl, int hops, WireWriter payload) {
    return frame(id, type, ttl, hops, payload.toByteArray());
  }

  /**
   * The extensions behind a fixed layout: nothing, or one block, or LimeWire's block with a NUL
   * behind it.
   */
  static Tail tail(WireReader in) throws MalformedException {
    if (in.remaining() == 0) {
      return new Tail(Ggep.NONE, false);
    }
    int where = in.position();
    Ggep block;
    byte[] rest = in.rest();
    if (rest[0] != Ggep.MAGIC) {
      throw new MalformedException(Rejection.TRAILING_DATA, where);
    }
    WireReader again = new WireReader(rest, 0, rest.length);
    block = Ggep.read(again);
    if (again.remaining() == 0) {
      return new Tail(block, false);
    }
    if (again.remaining() == 1 && again.u8() == 0) {
      return new Tail(block, true);
    }
    throw new MalformedException(Rejection.TRAILING_DATA, where);
  }

  /** A block, and whether a NUL stood behind it. */
  record Tail(Ggep ggep, boolean nul) {
    void write(WireWriter out) {
      out.bytes(ggep.encode());
      if (nul) {
        out.u8(0);
      }
    }
  }
}
