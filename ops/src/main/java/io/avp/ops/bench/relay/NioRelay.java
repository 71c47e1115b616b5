package io.avp.ops.bench.relay;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.ops.bench.load.FanOut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * The yardstick: one thread, one selector, and nothing but what relaying needs. Frames are cut,
 * known message ids dropped (those of a read are loaded first, so that the cache misses of the
 * table overlap), TTL and hops patched, each frame copied to the connections of a fixed rule, and
 * every connection written to once per select round. If relations are compressed, that is all it
 * does besides.
 *
 * <p>Instead of a handshake, each connection sends its index in four bytes and gets them back.
 */
final class NioRelay implements Runnable, AutoCloseable {
  private static final int READ = 64 << 10;

  private final FanOut fanOut;
  private final boolean deflate;
  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final SeenGuids seen = new SeenGuids();
  private final RelayedConnection[] connections;
  private final int[] targets;
  private final RelayedConnection[] dirty;
  private int dirtyCount;
  private final ByteBuffer direct = ByteBuffer.allocateDirect(READ);
  private final byte[] bytes = new byte[READ * 2];
  private final int[] frames = new int[READ * 2 / Header.BYTES];
  private boolean ended;
  private IOException failure;

  /**
   * Listens on a free port of a loopback address.
   *
   * @param deflate true if connections of those who send are compressed both ways
   */
  NioRelay(FanOut fanOut, boolean deflate) throws IOException {
    this.fanOut = fanOut;
    this.deflate = deflate;
    this.connections = new RelayedConnection[fanOut.connections()];
    this.dirty = new RelayedConnection[fanOut.connections()];
    this.targets = new int[fanOut.connections() * fanOut.width()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = fanOut.target(i / fanOut.width(), i % fanOut.width());
    }
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  /** Accepts all connections, then relays until it is closed or one of them ends. */
  @Override
  public void run() {
    try {
      for (int i = 0; i < connections.length; i++) {
        accept();
      }
      while (selector.isOpen()) {
        selector.select(this::ready);
        if (ended || failure != null) {
          return;
        }
        for (int i = 0; i < dirtyCount; i++) {
          RelayedConnection c = dirty[i];
          c.dirty = false;
          c.flush(direct);
        }
        dirtyCount = 0;
      }
    } catch (ClosedSelectorException | CancelledKeyException e) {
      ended = true;
    } catch (IOException e) {
      failure = e;
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ByteBuffer index = ByteBuffer.allocate(Integer.BYTES);
    while (index.hasRemaining()) {
      if (channel.read(index) < 0) {
        throw new IOException("a connection ended before it said which one it is");
      }
    }
    int number = index.getInt(0);
    RelayedConnection c =
        new RelayedConnection(number, channel, deflate && fanOut.isSource(number));
    connections[c.index] = c;
    channel.write(index.flip());
    channel.configureBlocking(false);
    c.key = channel.register(selector, SelectionKey.OP_READ, c);
  }

  private void ready(SelectionKey key) {
    RelayedConnection c = (RelayedConnection) key.attachment();
    try {
      if (key.isWritable()) {
        c.flush(direct);
      }
      if (key.isReadable()) {
        read(c);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void read(RelayedConnection c) throws IOException {
    direct.clear();
    int n;
    try {
      n = c.channel.read(direct);
    } catch (SocketException e) {
      n = -1; // the load has ended while something was on its way to it
    }
    if (n < 0) {
      ended = true;
      return;
    }
    direct.flip();
    c.input(direct);
    while (cut(c) > 0 && deflate) {
      // What is compressed comes in parts.
    }
  }

  /** Relays what is whole of the next part that was read; its length. */
  private int cut(RelayedConnection c) throws IOException {
    System.arraycopy(c.carry, 0, bytes, 0, c.carried);
    int more = c.next(direct, bytes, c.carried, READ);
    int end = c.carried + more;
    int at = 0;
    int count = 0;
    while (end - at >= Header.BYTES) {
      int length = Header.BYTES + Header.payloadLength(bytes, at);
      if (length < Header.BYTES || length > READ) {
        throw new IOException("connection " + c.index + " announced a payload of no sane length");
      }
      if (end - at < length) {
        break;
      }
      frames[count++] = at;
      seen.preload(Guid.highAt(bytes, at), Guid.lowAt(bytes, at));
      at += length;
    }
    for (int i = 0; i < count; i++) {
      relay(c.index, frames[i], Header.BYTES + Header.payloadLength(bytes, frames[i]));
    }
    c.carried = end - at;
    if (c.carried > c.carry.length) {
      c.carry = new byte[READ];
    }
    System.arraycopy(bytes, at, c.carry, 0, c.carried);
    return more;
  }

  private void relay(int source, int at, int length) throws IOException {
    int ttl = Header.ttl(bytes, at) - 1;
    if (ttl < 1 || !seen.add(Guid.highAt(bytes, at), Guid.lowAt(bytes, at))) {
      return;
    }
    Header.patch(bytes, at, ttl, Header.hops(bytes, at) + 1);
    int first = source * fanOut.width();
    for (int k = 0; k < fanOut.width(); k++) {
      RelayedConnection target = connections[targets[first + k]];
      target.append(bytes, at, length);
      if (!target.dirty) {
        target.dirty = true;
        dirty[dirtyCount++] = target;
      }
    }
  }

  /** What ended it; null if nothing did. */
  IOException failure() {
    return failure;
  }

  /** Ends it from another thread. */
  @Override
  public void close() throws IOException {
    listener.close();
    selector.close();
    for (RelayedConnection c : Arrays.asList(connections)) {
      if (c != null) {
        c.close();
      }
    }
  }
}
