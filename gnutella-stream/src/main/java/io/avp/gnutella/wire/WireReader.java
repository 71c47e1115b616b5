package io.avp.gnutella.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A bounds-checked cursor over received bytes; numbers are little-endian unless a name says
 * otherwise.
 */
public final class WireReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** A cursor over {@code length} bytes from {@code offset}. */
  public WireReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /** Where the next byte is read from. */
  public int position() {
    return at;
  }

  /** Bytes left. */
  public int remaining() {
    return end - at;
  }

  public int u8() throws MalformedException {
    need(1);
    return bytes[at++] & 0xff;
  }

  public int u16() throws MalformedException {
    return u8() | u8() << 8;
  }

  /**
   * A port that can be dialled.
   *
   * @throws MalformedException PORT_ZERO, TRUNCATED
   */
  public int port() throws MalformedException {
    int where = at;
    int port = u16();
    if (port == 0) {
      throw new MalformedException(Rejection.PORT_ZERO, where);
    }
    return port;
  }

  public int u16BigEndian() throws MalformedException {
    return u8() << 8 | u8();
  }

  public long u32() throws MalformedException {
    return u16() | (long) u16() << 16;
  }

  public int i32BigEndian() throws MalformedException {
    return u16BigEndian() << 16 | u16BigEndian();
  }

  public long u64() throws MalformedException {
    return u32() | u32() << 32;
  }

  public Guid guid() throws MalformedException {
    need(Guid.BYTES);
    at += Guid.BYTES;
    return Guid.read(bytes, at - Guid.BYTES);
  }

  /** Address in network order, then port: the packed form of six bytes. */
  public HostAddress hostAddress() throws MalformedException {
    need(HostAddress.BYTES);
    int ip = i32BigEndian();
    return new HostAddress(ip, u16());
  }

  /** Port first, then address: the order of pongs and hits. */
  public HostAddress portFirst() throws MalformedException {
    need(HostAddress.BYTES);
    int port = u16();
    return new HostAddress(i32BigEndian(), port);
  }

  public byte[] bytes(int length) throws MalformedException {
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** All that is left. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return rest;
  }

  /** Bytes up to a NUL, which is read too. */
  public byte[] untilNul() throws MalformedException {
    for (int i = at; i < end; i++) {
      if (bytes[i] == 0) {
        byte[] found = Arrays.copyOfRange(bytes, at, i);
        at = i + 1;
        return found;
      }
    }
    throw new MalformedException(Rejection.NO_TERMINATOR, at);
  }

  /** ASCII of a fixed length. */
  public String ascii(int length) throws MalformedException {
    return new String(bytes(length), StandardCharsets.ISO_8859_1);
  }

  /** Strict UTF-8. */
  public static String utf8(byte[] text, int where) throws MalformedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException(Rejection.BAD_UTF8, where);
    }
  }

  private void need(int length) throws MalformedException {
    if (length < 0 || end - at < length) {
      throw new MalformedException(Rejection.TRUNCATED, at);
    }
  }
}
