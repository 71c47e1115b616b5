package io.avp.ops.bench.load;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A connection whose both directions are compressed, one deflate stream each. */
public final class Compression {
  /** That of a node. */
  private static final int LEVEL = 6;

  private static final int STEP = 8 << 10;

  private final Deflater deflater = new Deflater(LEVEL);
  private final Inflater inflater = new Inflater();

  /** Compresses bytes so that the other side can inflate all of them at once. */
  void deflate(byte[] from, int length, GrowingBytes to) {
    deflater.setInput(from, 0, length);
    int made = STEP;
    while (made == STEP) {
      int at = to.claim(STEP);
      made = deflater.deflate(to.bytes(), at, STEP, Deflater.SYNC_FLUSH);
      to.shorten(at + made);
    }
  }

  /** What has been read; it is looked at until all of it has been inflated. */
  public void input(ByteBuffer compressed) {
    inflater.setInput(compressed);
  }

  /**
   * Inflates some more.
   *
   * @param room bytes that there is room for, 1 or more
   * @return how many came; 0 if there are no more
   * @throws LoadFailure if it is no deflate stream, or one that ends
   */
  public int inflate(byte[] to, int at, int room) throws LoadFailure {
    try {
      int made = inflater.inflate(to, at, room);
      if (made == 0 && !inflater.needsInput()) {
        throw new LoadFailure("a compressed stream has ended");
      }
      return made;
    } catch (DataFormatException e) {
      throw new LoadFailure("what came is not compressed as it must be: " + e.getMessage());
    }
  }

  /** Frees the native memory. */
  public void end() {
    deflater.end();
    inflater.end();
  }
}
