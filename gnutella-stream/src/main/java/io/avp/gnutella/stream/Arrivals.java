package io.avp.gnutella.stream;

import io.avp.gnutella.stream.SocketConnection.Phase;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the sockets of one selector thread come: listeners, accepted connections, dials. */
final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final IoShard shard;
  private final Admission admission;
  private final Set<PortListener> listeners = new HashSet<>();

  Arrivals(IoShard shard, Admission admission) {
    this.shard = shard;
    this.admission = admission;
  }

  private StreamSettings settings() {
    return shard.settings();
  }

  private Sockets sockets() {
    return shard.sockets();
  }

  void listen(PortListener listener) {
    listeners.add(listener);
  }

  void unlisten(PortListener listener, Desk desk) {
    if (listeners.remove(listener)) {
      sockets().unuse(desk);
    }
  }

  /** Takes over an accepted socket that has been admitted. */
  void accepted(SocketChannel channel, HostAddress remote, Owner owner) {
    if (shard.isStopping()) {
      admission.handshaken(remote.ip());
      refuse(channel);
      return;
    }
    SocketConnection slowest = sockets().slowest();
    if (slowest != null && shard.counters().handshaking.get() > settings().maxHandshaking()) {
      shard
          .lifecycle()
          .close(slowest, CloseReason.TOO_MANY_CONNECTIONS, "made room for a newer handshake");
    }
    SocketConnection c = sockets().add(remote, channel, owner);
    c.inbound = new Inbound(c, c, owner, null, shard.shared());
    c.phase = Phase.HANDSHAKING;
    c.deadlineNanos = System.nanoTime() + settings().handshakeTimeout().toNanos();
    sockets().silent.add(c);
    try {
      register(c);
    } catch (IOException e) {
      shard.lifecycle().failed(c, e);
    }
  }

  private void refuse(SocketChannel channel) {
    admission.closed();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing a socket failed", e);
    }
  }

  private void register(SocketConnection c) throws IOException {
    c.channel.configureBlocking(false);
    c.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    c.key = c.channel.register(shard.selector(), 0, c);
    c.interest();
  }

  /** Dials; the outcome reaches the owner through the stream. */
  void dial(HostAddress remote, InetAddress localBind, Owner owner, Dial purpose) {
    SocketChannel channel = null;
    try {
      if (shard.isStopping()) {
        purpose.failed(owner, remote, CloseReason.SHUTDOWN, List.of());
        return;
      }
      if (!admission.open()) {
        purpose.failed(owner, remote, CloseReason.TOO_MANY_CONNECTIONS, List.of());
        return;
      }
      channel = SocketChannel.open();
    } catch (IOException e) {
      admission.closed();
      LOG.warn("no socket for a dial to {}: {}", remote, e.toString());
      purpose.failed(owner, remote, CloseReason.CONNECT_FAILED, List.of());
      return;
    }
    SocketConnection c = sockets().add(remote, channel, owner);
    c.inbound = new Inbound(c, c, owner, purpose, shard.shared());
    c.phase = Phase.CONNECTING;
    c.deadlineNanos = System.nanoTime() + settings().connectTimeout().toNanos();
    admission.dialled(remote.ip());
    try {
      if (localBind != null) {
        channel.bind(new InetSocketAddress(localBind, 0));
      }
      register(c);
      if (channel.connect(new InetSocketAddress(remote.inetAddress(), remote.port()))) {
        connected(c);
      }
    } catch (IOException | RuntimeException e) {
      shard.lifecycle().failed(c, e);
    }
  }

  /** The TCP connection of a dial came about. */
  void connected(SocketConnection c) {
    c.phase = Phase.HANDSHAKING;
    c.deadlineNanos = System.nanoTime() + settings().handshakeTimeout().toNanos();
    shard.reads().tell(Round.OPENED, c);
    c.interest();
  }

  /** Ten times a second. */
  void tick() {
    for (PortListener listener : listeners) {
      listener.tick();
    }
  }

  /** Closes all listeners. */
  void stop() {
    for (PortListener listener : new ArrayList<>(listeners)) {
      listener.closeNow();
    }
  }
}
