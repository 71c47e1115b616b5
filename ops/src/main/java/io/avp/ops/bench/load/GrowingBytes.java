package io.avp.ops.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** Bytes that wait to be written, in order; as many as somebody puts there. */
final class GrowingBytes {
  private byte[] bytes = new byte[256];
  private int length;

  /** How many wait. */
  int length() {
    return length;
  }

  /** Where they are, from 0. */
  byte[] bytes() {
    return bytes;
  }

  /** Makes room for more; returns where in {@link #bytes} it begins. */
  int claim(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
    length += more;
    return length - more;
  }

  /** Forgets all but the first ones. */
  void shorten(int to) {
    length = to;
  }

  /** Writes as much as the channel takes, through a direct buffer. */
  void write(WritableByteChannel channel, ByteBuffer direct) throws IOException {
    int gone = 0;
    while (gone < length) {
      direct.clear();
      direct.put(bytes, gone, Math.min(direct.capacity(), length - gone)).flip();
      int step = direct.remaining();
      int written = channel.write(direct);
      gone += written;
      if (written < step) {
        break;
      }
    }
    if (gone < length) {
      System.arraycopy(bytes, gone, bytes, 0, length - gone);
    }
    length -= gone;
  }
}
