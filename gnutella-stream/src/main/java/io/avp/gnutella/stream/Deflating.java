package io.avp.gnutella.stream;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** The deflater of one connection, made at its first frame. */
final class Deflating {
  private final int level;
  private final Counters counters;
  private Deflater deflater;

  Deflating(int level, Counters counters) {
    this.level = level;
    this.counters = counters;
  }

  /**
   * Compresses {@code length} bytes so that the other side can inflate all of them at once.
   *
   * @param to must have room for {@code length} bytes and 1 KiB more
   */
  void deflate(byte[] b, int offset, int length, ByteBuffer to) {
    if (deflater == null) {
      deflater = new Deflater(level);
      counters.deflaters.incrementAndGet();
    }
    deflater.setInput(b, offset, length);
    deflater.deflate(to, Deflater.SYNC_FLUSH);
  }

  /** Frees the native memory. */
  void end() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
      counters.deflaters.decrementAndGet();
    }
  }
}
