package io.avp.gnutella.stream;

import java.nio.ByteBuffer;

/** The buffers that all connections of one selector thread use in turn. */
final class WriteSpace {
  static final byte[] NOTHING = {};

  /** A step of 64 KiB may exceed itself by one frame of 64 KiB; deflate adds a little. */
  private static final int BYTES = 136 << 10;

  /** Bytes that fit into {@link #out}. */
  static final int OUT = 128 << 10;

  private final ByteBuffer out = ByteBuffer.allocateDirect(BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);
  private final byte[] plain = new byte[BYTES];

  /** Bytes for the socket. */
  ByteBuffer out() {
    return out;
  }

  /** Bytes from the socket. */
  ByteBuffer in() {
    return in;
  }

  /** Frames in front of the deflater. */
  byte[] plain() {
    return plain;
  }

  long now() {
    return System.nanoTime();
  }
}
