package io.avp.gnutella.message;

import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a responder says of itself behind its records: vendor (4), size of the open data (1), flags,
 * private data with GGEP (fact sheet, section 5.3).
 *
 * @param vendor four characters
 * @param openData two bytes of flags, then what else was announced
 * @param privateData everything behind, exactly as sent
 */
@SuppressWarnings("ArrayRecordComponent") // verbatim bytes; compared by nobody
public record HitTrailer(String vendor, byte[] openData, byte[] privateData) {
  private static final int PUSH = 0x01;
  private static final int BUSY = 0x04;
  private static final int UPLOADED = 0x08;
  private static final int MEASURED = 0x10;
  private static final int GGEP = 0x20;

  /**
   * Of our own. The push flag has its value in the first byte and its validity in the second; all
   * others reversed.
   */
  public static HitTrailer of(
      String vendor, boolean push, boolean busy, boolean uploaded, Ggep ggep) {
    int extensions = ggep.isEmpty() ? 0 : GGEP;
    int first = BUSY | UPLOADED | extensions | (push ? PUSH : 0);
    int second = PUSH | extensions | (busy ? BUSY : 0) | (uploaded ? UPLOADED : 0);
    return new HitTrailer(vendor, new byte[] {(byte) first, (byte) second}, ggep.encode());
  }

  static HitTrailer read(byte[] bytes, int offset, int length) throws MalformedException {
    if (length < 5) {
      throw new MalformedException(Rejection.BAD_TRAILER, offset);
    }
    WireReader in = new WireReader(bytes, offset, length);
    String vendor = in.ascii(4);
    int open = in.u8();
    if (open < 2 || open > in.remaining()) {
      throw new MalformedException(Rejection.BAD_TRAILER, offset + 4);
    }
    return new HitTrailer(vendor, in.bytes(open), in.rest());
  }

  /** Appends it to a hit, behind the records. */
  public void write(WireWriter out) {
    out.utf8(vendor).u8(openData.length).bytes(openData).bytes(privateData);
  }

  /** The responder cannot be dialled. */
  public boolean push() {
    return both(PUSH);
  }

  /** The responder has no free slot. */
  public boolean busy() {
    return both(BUSY);
  }

  public boolean uploaded() {
    return both(UPLOADED);
  }

  public boolean measured() {
    return both(MEASURED);
  }

  public boolean hasGgep() {
    return both(GGEP);
  }

  /** Length of XML metadata, its NUL included; 0 if none is announced. */
  public int xmlSize() {
    return openData.length < 4 ? 0 : (openData[2] & 0xff) | (openData[3] & 0xff) << 8;
  }

  /** The extensions; none if there is no readable block. */
  public Ggep ggep() {
    return block().ggep;
  }

  /** The block of extensions, and where it stands in the private data. */
  private record Block(Ggep ggep, int from, int to) {}

  private Block block() {
    for (int i = 0; hasGgep() && i < privateData.length; i++) {
      if (privateData[i] == io.avp.gnutella.message.Ggep.MAGIC) {
        try {
          WireReader in = new WireReader(privateData, i, privateData.length - i);
          Ggep ggep = io.avp.gnutella.message.Ggep.read(in);
          return new Block(ggep, i, in.position());
        } catch (MalformedException e) {
          break; // the hit itself stays usable
        }
      }
    }
    int end = privateData.length;
    return new Block(io.avp.gnutella.message.Ggep.NONE, end, end);
  }

  /** The same in another vendor's name. */
  public HitTrailer withVendor(String other) {
    return new HitTrailer(other, openData, privateData);
  }

  /** The same, saying that the responder can be dialled, or cannot. */
  public HitTrailer withPush(boolean push) {
    byte[] open = openData.clone();
    open[0] = (byte) (push ? open[0] | PUSH : open[0] & ~PUSH);
    open[1] |= PUSH;
    return new HitTrailer(vendor, open, privateData);
  }

  /**
   * The same with these hosts, and no others, through which the responder can be pushed. A trailer
   * with {@linkplain #withoutXml metadata} must lose it first, because that has to stay last.
   */
  public HitTrailer withPushProxies(List<HostAddress> proxies) {
    Block block = block();
    byte[] open = openData.clone();
    open[0] |= GGEP;
    open[1] |= GGEP;
    byte[] changed =
        new WireWriter(privateData.length + 64)
            .bytes(Arrays.copyOf(privateData, block.from))
            .bytes(block.ggep.with("PUSH", Pong.pack(proxies)).encode())
            .bytes(Arrays.copyOfRange(privateData, block.to, privateData.length))
            .toByteArray();
    return new HitTrailer(vendor, open, changed);
  }

  /** The same without metadata: that describes the records of one message only. */
  public HitTrailer withoutXml() {
    int size = Math.min(xmlSize(), privateData.length);
    if (size == 0) {
      return this;
    }
    byte[] open = openData.clone();
    open[2] = 0;
    open[3] = 0;
    return new HitTrailer(vendor, open, Arrays.copyOf(privateData, privateData.length - size));
  }

  /** Hosts through which the responder can be pushed. */
  public List<HostAddress> pushProxies() {
    Optional<byte[]> packed = ggep().find("PUSH");
    return packed.map(Pong::unpack).orElse(List.of());
  }

  private boolean both(int bit) {
    return (openData[0] & openData[1] & bit) != 0;
  }
}
