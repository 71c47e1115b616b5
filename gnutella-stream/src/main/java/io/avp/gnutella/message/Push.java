package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;

/**
 * Asks a servent that cannot be dialled to dial the requester: GUID (16), index (4), address (4),
 * port (2), GGEP (fact sheet, section 6).
 *
 * @param servent GUID of the uploader
 * @param index file index, 0 to 2^32-1
 */
public record Push(Guid servent, long index, HostAddress requester, Ggep ggep) {
  /**
   * Reads a payload.
   *
   * @throws MalformedException TRUNCATED, PORT_ZERO, TRAILING_DATA, BAD_GGEP
   */
  public static Push decode(byte[] bytes, int offset, int length) throws MalformedException {
    WireReader in = new WireReader(bytes, offset, length);
    Guid servent = in.guid();
    long index = in.u32();
    HostAddress requester = in.hostAddress();
    if (requester.port() == 0) {
      throw new MalformedException(Rejection.PORT_ZERO, offset + 24);
    }
    return new Push(servent, index, requester, Frames.tail(in).ggep());
  }

  /** The whole descriptor. */
  public byte[] frame(Guid id, int ttl, int hops) {
    WireWriter out = new WireWriter(40).guid(servent).u32(index).hostAddress(requester);
    return Frames.frame(id, DescriptorType.PUSH, ttl, hops, out.bytes(ggep.encode()));
  }
}
