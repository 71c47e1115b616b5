package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.Compression;
import io.avp.ops.bench.load.LoadFailure;
import io.avp.ops.bench.load.Outgoing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of {@link NioRelay}: its unfinished frame, and what is to be written to it. */
final class RelayedConnection {
  private static final int MAX_WAITING = 16 << 20;

  final int index;
  final SocketChannel channel;
  SelectionKey key;
  byte[] carry = new byte[256];
  int carried;
  boolean dirty;
  private final Compression compression;
  private final Outgoing out;

  /** One that has been accepted. */
  RelayedConnection(int index, SocketChannel channel, boolean compressed) {
    this.index = index;
    this.channel = channel;
    this.compression = compressed ? new Compression() : null;
    this.out = new Outgoing(compression);
  }

  /** Copies a frame behind what waits. */
  void append(byte[] source, int at, int length) throws IOException {
    if (out.waiting() + length > MAX_WAITING) {
      throw new IOException("connection " + index + " does not read");
    }
    int to = out.claim(length);
    System.arraycopy(source, at, out.bytes(), to, length);
  }

  /** Writes as much as the socket takes. */
  void flush(ByteBuffer direct) throws IOException {
    out.flush(key, direct);
  }

  /** Takes over what has been read, before {@link #next}. */
  void input(ByteBuffer read) {
    if (compression != null) {
      compression.input(read);
    }
  }

  /**
   * Moves some more of what has been read, inflated if need be.
   *
   * @param room bytes that there is room for, as many as were read at least
   * @return how many came; 0 if there are no more
   */
  int next(ByteBuffer read, byte[] to, int at, int room) throws LoadFailure {
    if (compression != null) {
      return compression.inflate(to, at, room);
    }
    int all = read.remaining();
    read.get(to, at, all);
    return all;
  }

  /** Ends it. */
  void close() throws IOException {
    channel.close();
    if (compression != null) {
      compression.end();
    }
  }
}
