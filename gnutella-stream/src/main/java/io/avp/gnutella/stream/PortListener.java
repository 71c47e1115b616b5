package io.avp.gnutella.stream;

import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bound port: accepts connections and spreads them over the I/O shards; takes datagrams.
 *
 * <p>When the process has all the sockets that it may have, or the system gives no more, it stops
 * accepting and leaves newcomers in the kernel's queue; it looks again at every tick.
 */
final class PortListener implements IoShards.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(PortListener.class);
  private static final int ACCEPTS_PER_ROUND = 64;
  private static final int FREE_PORT_TRIES = 16;

  private final IoShard shard;
  private final Supplier<IoShard> next;
  private final Admission admission;
  private final Owner owner;
  private final ServerSocketChannel server;
  private final Datagrams datagrams;
  private final HostAddress address;
  private SelectionKey key;
  private Desk desk;
  private boolean paused;
  private volatile boolean closed;

  private PortListener(
      IoShard shard,
      Supplier<IoShard> next,
      Admission admission,
      Owner owner,
      ServerSocketChannel server,
      Datagrams datagrams)
      throws IOException {
    this.shard = shard;
    this.next = next;
    this.admission = admission;
    this.owner = owner;
    this.server = server;
    this.datagrams = datagrams;
    this.address = HostAddress.of((InetSocketAddress) server.getLocalAddress());
  }

  /** Binds; the caller then has {@link #open} run on the shard's thread. */
  static PortListener bind(
      InetSocketAddress local,
      IoShard shard,
      Supplier<IoShard> next,
      Admission admission,
      Owner owner)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(local, shard.settings().acceptBacklog());
        server.configureBlocking(false);
        InetSocketAddress bound = (InetSocketAddress) server.getLocalAddress();
        Datagrams datagrams = Datagrams.bind(bound, shard, owner);
        return new PortListener(shard, next, admission, owner, server, datagrams);
      } catch (IOException e) {
        server.close();
        // A port that is free for TCP may be taken for UDP.
        if (local.getPort() != 0 || attempt == FREE_PORT_TRIES) {
          BindException failure =
              new BindException("cannot bind " + local + " for TCP and UDP: " + e.getMessage());
          failure.initCause(e);
          throw failure;
        }
      }
    }
  }

  /** Selector thread: starts to accept. */
  void open() {
    if (shard.isStopping()) {
      closeNow();
      return;
    }
    desk = shard.sockets().use(owner);
    shard.arrivals().listen(this);
    try {
      key = server.register(shard.selector(), SelectionKey.OP_ACCEPT, this);
      datagrams.register();
    } catch (IOException e) {
      LOG.error("{} cannot be served", address, e);
      closeNow();
    }
  }

  /** Selector thread: something came. */
  void ready(SelectionKey ready) {
    try {
      int accepted = 0;
      while (ready.isValid() && accepted < ACCEPTS_PER_ROUND && accept()) {
        accepted++;
      }
    } catch (IOException e) {
      LOG.warn("{} stops accepting for a moment: {}", address, e.toString());
      pause();
    }
  }

  private boolean accept() throws IOException {
    if (!admission.open()) {
      pause();
      return false;
    }
    SocketChannel channel;
    try {
      channel = server.accept();
    } catch (IOException e) {
      admission.closed();
      throw e;
    }
    if (channel == null) {
      admission.closed();
      return false;
    }
    if (!(channel.getRemoteAddress() instanceof InetSocketAddress from)
        || !(from.getAddress() instanceof Inet4Address)) {
      drop(channel, CloseReason.UNREACHABLE_RANGE);
      return true;
    }
    HostAddress remote = HostAddress.of(from);
    if (!admission.handshaking(remote.ip())) {
      drop(channel, CloseReason.TOO_MANY_CONNECTIONS);
      return true;
    }
    IoShard target = next.get();
    if (!target.execute(() -> target.arrivals().accepted(channel, remote, owner))) {
      admission.handshaken(remote.ip());
      drop(channel, CloseReason.SHUTDOWN);
    }
    return true;
  }

  private void drop(SocketChannel channel, CloseReason why) throws IOException {
    shard.counters().closed(why);
    admission.closed();
    channel.close();
  }

  private void pause() {
    if (!paused && key.isValid()) {
      paused = true;
      shard.counters().acceptPauses.increment();
      key.interestOps(0);
    }
  }

  /** Selector thread: accepts again if there is room. */
  void tick() {
    datagrams.tick();
    if (paused && key.isValid() && !admission.isFull()) {
      paused = false;
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  /** Selector thread. */
  void closeNow() {
    if (closed) {
      return;
    }
    closed = true;
    shard.arrivals().unlisten(this, desk);
    try (server) {
      datagrams.close();
    } catch (IOException e) {
      LOG.debug("closing {} failed", address, e);
    }
  }

  /** True if it accepts nobody, now or ever. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public HostAddress address() {
    return address;
  }

  @Override
  public void sendDatagram(HostAddress remote, byte[] bytes) {
    datagrams.send(remote, bytes);
  }

  @Override
  public void close() {
    shard.execute(this::closeNow);
  }
}
