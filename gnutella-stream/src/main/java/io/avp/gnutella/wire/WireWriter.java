package io.avp.gnutella.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects bytes of a message; numbers are little-endian unless a name says otherwise. */
public final class WireWriter {
  private byte[] bytes;
  private int used;

  /** An empty writer with room for {@code expected} bytes; it grows. */
  public WireWriter(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  /** Bytes written so far. */
  public int size() {
    return used;
  }

  public WireWriter u8(int value) {
    room(1);
    bytes[used++] = (byte) value;
    return this;
  }

  public WireWriter u16(int value) {
    return u8(value).u8(value >>> 8);
  }

  public WireWriter u16BigEndian(int value) {
    return u8(value >>> 8).u8(value);
  }

  public WireWriter u32(long value) {
    return u16((int) value).u16((int) (value >>> 16));
  }

  public WireWriter i32BigEndian(int value) {
    return u16BigEndian(value >>> 16).u16BigEndian(value);
  }

  public WireWriter u64(long value) {
    return u32(value).u32(value >>> 32);
  }

  public WireWriter guid(Guid guid) {
    room(Guid.BYTES);
    guid.write(bytes, used);
    used += Guid.BYTES;
    return this;
  }

  /** Address in network order, then port. */
  public WireWriter hostAddress(HostAddress address) {
    return i32BigEndian(address.ip()).u16(address.port());
  }

  /** Port first, then address. */
  public WireWriter portFirst(HostAddress address) {
    return u16(address.port()).i32BigEndian(address.ip());
  }

  public WireWriter bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  public WireWriter bytes(byte[] source, int offset, int length) {
    room(length);
    System.arraycopy(source, offset, bytes, used, length);
    used += length;
    return this;
  }

  public WireWriter utf8(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, used);
  }

  private void room(int more) {
    if (used + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + more));
    }
  }
}
