package io.avp.ops.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** What waits for one socket, compressed in front of it if that was agreed. */
public final class Outgoing {
  private final GrowingBytes plain = new GrowingBytes();
  private final Compression compression;

  /** What is ready for the socket. */
  private final GrowingBytes wire;

  /**
   * Nothing waits.
   *
   * @param compression null if the connection is not compressed
   */
  public Outgoing(Compression compression) {
    this.compression = compression;
    this.wire = compression == null ? plain : new GrowingBytes();
  }

  /** Makes room for frames; returns where in {@link #bytes} they begin. */
  public int claim(int length) {
    return plain.claim(length);
  }

  /** Where frames go. */
  public byte[] bytes() {
    return plain.bytes();
  }

  /** Bytes that wait. */
  public int waiting() {
    return compression == null ? plain.length() : plain.length() + wire.length();
  }

  /**
   * Writes as much as the socket takes; the key tells afterwards whether something waits.
   *
   * @param direct is used meanwhile
   */
  public void flush(SelectionKey key, ByteBuffer direct) throws IOException {
    if (compression != null && wire.length() == 0 && plain.length() > 0) {
      compression.deflate(plain.bytes(), plain.length(), wire);
      plain.shorten(0);
    }
    wire.write((SocketChannel) key.channel(), direct);
    int interest =
        waiting() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }
}
