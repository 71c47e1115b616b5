package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names a host: port (2), address (4), number of files (4), kibibytes (4), GGEP (fact sheet,
 * section 3).
 *
 * @param address the host; port 0 is refused
 * @param files shared files, 0 to 2^32-1
 * @param kib shared kibibytes; ultrapeers send a power of two of at least 8
 */
public record Pong(HostAddress address, long files, long kib, Ggep ggep) {
  /**
   * Reads a payload.
   *
   * @throws MalformedException TRUNCATED, PORT_ZERO, TRAILING_DATA, BAD_GGEP, BAD_LIST_LENGTH
   *     (packed hosts)
   */
  public static Pong decode(byte[] bytes, int offset, int length) throws MalformedException {
    WireReader in = new WireReader(bytes, offset, length);
    HostAddress address = in.portFirst();
    long files = in.u32();
    long kib = in.u32();
    if (address.port() == 0) {
      throw new MalformedException(Rejection.PORT_ZERO, offset);
    }
    Ggep ggep = Frames.tail(in).ggep();
    if (ggep.find("IPP").map(d -> d.length % HostAddress.BYTES != 0).orElse(false)) {
      throw new MalformedException(Rejection.BAD_LIST_LENGTH, offset + 14);
    }
    return new Pong(address, files, kib, ggep);
  }

  /** True if the size field or the extension {@code UP} says that the host is an ultrapeer. */
  public boolean isUltrapeer() {
    return ggep.has("UP") || (kib >= 8 && Long.bitCount(kib) == 1);
  }

  /** Free slots for leaves, if the host tells. */
  public Optional<Integer> freeLeafSlots() {
    return ggep.find("UP").filter(d -> d.length >= 3).map(d -> d[1] & 0xff);
  }

  /** Free slots for ultrapeers, if the host tells. */
  public Optional<Integer> freeUltrapeerSlots() {
    return ggep.find("UP").filter(d -> d.length >= 3).map(d -> d[2] & 0xff);
  }

  /** Further ultrapeers, packed in the extension {@code IPP}. */
  public List<HostAddress> packedHosts() {
    return unpack(ggep.find("IPP").orElse(new byte[0]));
  }

  /** Six bytes for each host. */
  public static byte[] pack(List<HostAddress> hosts) {
    WireWriter out = new WireWriter(hosts.size() * HostAddress.BYTES);
    hosts.forEach(out::hostAddress);
    return out.toByteArray();
  }

  /** The hosts of a packed list; what is left over at the end is ignored. */
  public static List<HostAddress> unpack(byte[] packed) {
    List<HostAddress> hosts = new ArrayList<>();
    WireReader in = new WireReader(packed, 0, packed.length);
    try {
      while (in.remaining() >= HostAddress.BYTES) {
        hosts.add(in.hostAddress());
      }
    } catch (MalformedException e) {
      throw new AssertionError("six bytes were left", e);
    }
    return List.copyOf(hosts);
  }

  /** The whole descriptor; {@code id} is the ping's. */
  public byte[] frame(Guid id, int ttl, int hops) {
    WireWriter out = new WireWriter(64).portFirst(address).u32(files).u32(kib);
    return Frames.frame(id, DescriptorType.PONG, ttl, hops, out.bytes(ggep.encode()));
  }
}
