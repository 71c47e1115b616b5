package io.avp.gnutella.message;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One descriptor as one datagram, its payload possibly compressed (fact sheet, sections 3.5 and
 * 11.2).
 */
public final class Datagrams {
  private static final int DEFLATED = 0x80;
  private static final int CAN_INFLATE = 0x08;
  private static final int MAX_INFLATED = 65_535;

  private Datagrams() {}

  /** True if header and length agree. */
  public static boolean isWhole(byte[] datagram) {
    return datagram.length >= Header.BYTES
        && Header.payloadLength(datagram, 0) == datagram.length - Header.BYTES;
  }

  /** True if the sender of a request takes compressed answers. */
  public static boolean canInflate(byte[] datagram) {
    return (Header.ttl(datagram, 0) & CAN_INFLATE) != 0;
  }

  /**
   * The descriptor as it would be on TCP: inflated, marks removed from the TTL.
   *
   * @throws MalformedException TRUNCATED if header and length disagree, BAD_DEFLATE, TOO_LARGE
   */
  public static byte[] plain(byte[] datagram) throws MalformedException {
    if (!isWhole(datagram)) {
      throw new MalformedException(Rejection.TRUNCATED, 0);
    }
    int marks = Header.ttl(datagram, 0);
    if ((marks & DEFLATED) == 0) {
      byte[] plain = datagram.clone();
      Header.patch(plain, 0, marks & ~CAN_INFLATE, Header.hops(datagram, 0));
      return plain;
    }
    byte[] out = new byte[Header.BYTES + MAX_INFLATED];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(datagram, Header.BYTES, datagram.length - Header.BYTES);
      int n = 0;
      int got;
      while ((got = inflater.inflate(out, Header.BYTES + n, MAX_INFLATED - n)) > 0) {
        n += got;
      }
      if (!inflater.finished()) {
        throw new MalformedException(
            n == MAX_INFLATED ? Rejection.TOO_LARGE : Rejection.BAD_DEFLATE, Header.BYTES);
      }
      Header.write(
          out,
          0,
          io.avp.gnutella.wire.Guid.read(datagram, 0),
          Header.type(datagram, 0),
          marks & ~(DEFLATED | CAN_INFLATE),
          Header.hops(datagram, 0),
          n);
      return Arrays.copyOf(out, Header.BYTES + n);
    } catch (DataFormatException e) {
      throw new MalformedException(Rejection.BAD_DEFLATE, Header.BYTES);
    } finally {
      inflater.end();
    }
  }
}
