package io.avp.ops.bench.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection of {@link NioRelay}: its unfinished frame, and what is to be written to it. */
final class RelayedConnection {
  private static final int MAX_WAITING = 16 << 20;

  final int index;
  final SocketChannel channel;
  SelectionKey key;
  byte[] carry = new byte[256];
  int carried;
  boolean dirty;
  private byte[] out = new byte[4 << 10];
  private int waiting;

  RelayedConnection(int index, SocketChannel channel) {
    this.index = index;
    this.channel = channel;
  }

  /** Copies a frame behind what waits. */
  void append(byte[] source, int at, int length) throws IOException {
    int end = waiting + length;
    if (end > out.length) {
      if (end > MAX_WAITING) {
        throw new IOException("connection " + index + " does not read");
      }
      out = Arrays.copyOf(out, Math.max(out.length * 2, end));
    }
    System.arraycopy(source, at, out, waiting, length);
    waiting = end;
  }

  /** Writes as much as the socket takes. */
  void flush(ByteBuffer direct) throws IOException {
    int gone = 0;
    while (gone < waiting) {
      direct.clear();
      direct.put(out, gone, Math.min(direct.capacity(), waiting - gone)).flip();
      int length = direct.remaining();
      int written = channel.write(direct);
      gone += written;
      if (written < length) {
        break;
      }
    }
    if (gone < waiting) {
      System.arraycopy(out, gone, out, 0, waiting - gone);
    }
    waiting -= gone;
    int interest =
        waiting == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }
}
