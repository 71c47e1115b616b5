package io.avp.ops.bench.load;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection of the generator: cuts what comes into frames, keeps what does not go yet. */
final class LoadConnection {
  /** Takes one frame. */
  interface FrameTaker {
    void take(LoadConnection from, byte[] bytes, int at, int length) throws IOException;
  }

  final int index;
  private final SocketChannel channel;
  private final ByteBuffer direct;
  private final SelectionKey key;
  private byte[] in = new byte[4 << 10];
  private int held;
  private final Compression compression;
  private final Outgoing out;

  /** Queries that it has sent. */
  long sent;

  /** {@link System#nanoTime} of the last read. */
  long readAt;

  /**
   * A connection that has been made.
   *
   * @param selector watches it from here on, with this object as attachment
   * @param direct shared by all connections of a thread
   * @param compression null if it is not compressed
   */
  LoadConnection(
      int index,
      SocketChannel channel,
      Selector selector,
      ByteBuffer direct,
      Compression compression)
      throws IOException {
    this.index = index;
    this.channel = channel;
    this.direct = direct;
    this.compression = compression;
    this.out = new Outgoing(compression);
    try {
      channel.configureBlocking(false);
      this.key = channel.register(selector, SelectionKey.OP_READ, this);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What the selector watches. */
  SelectionKey key() {
    return key;
  }

  /** Does what the selector says can be done. */
  void ready(FrameTaker to) throws IOException {
    if (key.isReadable()) {
      read(to);
    }
    if (key.isWritable()) {
      flush();
    }
  }

  /** This side's address. */
  HostAddress address() throws IOException {
    return HostAddress.of((InetSocketAddress) channel.getLocalAddress());
  }

  /** True if everything has gone. */
  boolean isIdle() {
    return out.waiting() == 0;
  }

  /** Makes room for bytes to be sent; returns where in {@link #out} they begin. */
  int claim(int length) {
    return out.claim(length);
  }

  byte[] out() {
    return out.bytes();
  }

  void append(byte[] bytes) {
    int at = claim(bytes.length);
    System.arraycopy(bytes, 0, out.bytes(), at, bytes.length);
  }

  /** Writes as much as the socket takes. */
  void flush() throws IOException {
    out.flush(key, direct);
  }

  /** Reads once and hands on all whole frames. */
  private void read(FrameTaker to) throws IOException {
    direct.clear();
    int n = channel.read(direct);
    readAt = System.nanoTime();
    if (n < 0) {
      throw new LoadFailure("connection " + index + " was closed by the other side");
    }
    direct.flip();
    int end = held + n;
    if (compression == null) {
      room(end);
      direct.get(in, held, n);
    } else {
      end = inflate();
    }
    int at = 0;
    while (end - at >= Header.BYTES) {
      int length = Header.BYTES + Header.payloadLength(in, at);
      if (end - at < length) {
        break;
      }
      to.take(this, in, at, length);
      at += length;
    }
    System.arraycopy(in, at, in, 0, end - at);
    held = end - at;
  }

  /** Inflates what has been read behind what is held; returns where it ends. */
  private int inflate() throws LoadFailure {
    int end = held;
    int more = 1;
    compression.input(direct);
    while (more > 0) {
      room(end + direct.capacity());
      more = compression.inflate(in, end, direct.capacity());
      end += more;
    }
    return end;
  }

  private void room(int bytes) {
    if (bytes > in.length) {
      in = Arrays.copyOf(in, Math.max(in.length * 2, bytes));
    }
  }

  void close() throws IOException {
    channel.close();
    if (compression != null) {
      compression.end();
    }
  }
}
