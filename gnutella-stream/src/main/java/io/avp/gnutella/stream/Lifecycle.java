package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.stream.SocketConnection.Phase;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the sockets of one selector thread come, change and go. */
final class Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
  private static final long PUBLISH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final IoShard shard;
  private final Admission admission;
  private final Set<PortListener> listeners = new HashSet<>();
  private long nextPublish = System.nanoTime();

  Lifecycle(IoShard shard, Admission admission) {
    this.shard = shard;
    this.admission = admission;
  }

  private StreamSettings settings() {
    return shard.settings();
  }

  private Sockets sockets() {
    return shard.sockets();
  }

  // --- how they come

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
    if (shard.counters().handshaking.get() > settings().maxHandshaking()
        && !sockets().silent.isEmpty()) {
      SocketConnection oldest = sockets().silent.iterator().next();
      close(oldest, CloseReason.TOO_MANY_CONNECTIONS, "made room for a newer handshake");
    }
    SocketConnection c = sockets().add(remote, channel, owner);
    c.inbound = new Inbound(c, c, owner, null, shard.shared());
    c.phase = Phase.HANDSHAKING;
    c.deadlineNanos = System.nanoTime() + settings().handshakeTimeout().toNanos();
    sockets().silent.add(c);
    try {
      register(c);
    } catch (IOException e) {
      failed(c, e);
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
      if (shard.isStopping() || !admission.open()) {
        owner.onDialFailed(remote, CloseReason.TOO_MANY_CONNECTIONS, List.of());
        return;
      }
      channel = SocketChannel.open();
    } catch (IOException e) {
      admission.closed();
      LOG.warn("no socket for a dial to {}: {}", remote, e.toString());
      owner.onDialFailed(remote, CloseReason.CONNECT_FAILED, List.of());
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
      failed(c, e);
    }
  }

  private void connected(SocketConnection c) {
    c.phase = Phase.HANDSHAKING;
    c.deadlineNanos = System.nanoTime() + settings().handshakeTimeout().toNanos();
    shard.reads().tell(Round.OPENED, c);
    c.interest();
  }

  void established(SocketConnection c, Relation relation) {
    if (c.phase != Phase.HANDSHAKING) {
      return;
    }
    c.phase = Phase.FRAMED;
    sockets().handshaken(c);
    if (relation.deflateOutbound()) {
      c.outbound.compress(new Deflating(settings().deflateLevel(), shard.counters()));
    }
    c.interest();
  }

  void bridged(SocketConnection c) {
    if (c.phase != Phase.HANDSHAKING) {
      return;
    }
    c.phase = Phase.BRIDGED;
    c.touchedNanos = System.nanoTime();
    c.deadlineNanos = c.touchedNanos + settings().httpFirstAnswer().toNanos();
    sockets().handshaken(c);
    sockets().bridged.add(c);
  }

  void handOver(SocketConnection c, Owner owner) {
    if (c.phase != Phase.FRAMED) {
      return;
    }
    Desk old = c.desk;
    c.desk = sockets().use(owner);
    sockets().unuse(old);
    shard.reads().tell(Round.HANDED_OVER, c);
  }

  // --- what happens to them

  /** The selector says that something can be done. */
  void ready(SocketConnection c, SelectionKey key) {
    try {
      if (!key.isValid()) {
        return;
      }
      int ready = key.readyOps();
      if ((ready & SelectionKey.OP_CONNECT) != 0 && c.channel.finishConnect()) {
        connected(c);
      }
      if ((ready & SelectionKey.OP_WRITE) != 0) {
        shard.writes().flush(c);
      }
      if ((ready & SelectionKey.OP_READ) != 0) {
        read(c);
      }
    } catch (IOException e) {
      failed(c, e);
    } catch (RuntimeException | Error e) {
      LOG.error("{} closed after an internal error", c, e);
      close(c, CloseReason.INTERNAL_ERROR, e.toString());
    }
  }

  private void read(SocketConnection c) throws IOException {
    if (c.phase == Phase.LINGERING) {
      ByteBuffer in = shard.space().in().clear();
      if (c.channel.read(in) < 0) {
        release(c);
      }
    } else if (c.phase == Phase.HANDSHAKING
        || c.phase == Phase.FRAMED
        || c.phase == Phase.BRIDGED) {
      int n = shard.reads().read(c);
      if (n > 0) {
        c.bytesIn += n;
        sockets().touch(c);
        if (c.phase != Phase.FRAMED) {
          c.touchedNanos = System.nanoTime();
          sockets().silent.remove(c);
        }
      }
    }
  }

  void failed(SocketConnection c, Exception e) {
    CloseReason why =
        c.phase == Phase.CONNECTING ? CloseReason.CONNECT_FAILED : CloseReason.IO_ERROR;
    end(c, why, String.valueOf(e.getMessage()));
    release(c);
  }

  // --- how they go

  /** Says Bye if that makes sense, flushes, ends; the first reason counts. */
  void close(SocketConnection c, CloseReason why, String detail) {
    if (c.phase.compareTo(Phase.CLOSING) >= 0) {
      return;
    }
    if (c.phase == Phase.CONNECTING) {
      end(c, why, detail);
      release(c);
      return;
    }
    leavePhase(c);
    boolean framed = c.phase == Phase.FRAMED;
    c.phase = Phase.CLOSING;
    c.reason = why;
    c.detail = detail;
    c.deadlineNanos = System.nanoTime() + settings().linger().toNanos();
    sockets().hurried.add(c);
    c.outbound.dropWaiting(false);
    try {
      if (framed && Farewell.isWanted(c.relation(), why)) {
        c.outbound.last(Farewell.frame(why), System.nanoTime());
      }
      c.interest();
      shard.writes().after(c);
    } catch (IOException e) {
      failed(c, e);
    }
  }

  private void leavePhase(SocketConnection c) {
    if (c.phase == Phase.CONNECTING || c.phase == Phase.HANDSHAKING) {
      sockets().handshaken(c);
    }
    sockets().bridged.remove(c);
  }

  /** All that was to be sent has been sent: half close, and give the other side some time. */
  void flushed(SocketConnection c) {
    end(c, c.reason, c.detail);
    if (c.sawEof() || c.outbound.bytesOut() == 0) {
      release(c);
      return;
    }
    try {
      c.channel.shutdownOutput();
      c.phase = Phase.LINGERING;
      sockets().hurried.add(c);
      c.interest();
    } catch (IOException e) {
      release(c);
    }
  }

  /** The account is final, and the stream is told. */
  private void end(SocketConnection c, CloseReason why, String detail) {
    if (c.phase.compareTo(Phase.LINGERING) >= 0) {
      return;
    }
    leavePhase(c);
    if (c.reason == null) {
      c.reason = why;
      c.detail = detail;
    }
    c.phase = Phase.LINGERING;
    c.outbound.end();
    c.onDrained = null;
    c.writeBlocked = false;
    sockets().blocked.remove(c);
    c.publish(System.nanoTime());
    shard.reads().tell(Round.ENDED, c);
  }

  /** Closes the socket. */
  private void release(SocketConnection c) {
    if (c.phase == Phase.CLOSED) {
      return;
    }
    c.phase = Phase.CLOSED;
    sockets().remove(c);
    try {
      c.channel.close();
    } catch (IOException e) {
      LOG.debug("closing {} failed", c, e);
    }
  }

  // --- time

  void tick(long now) {
    for (SocketConnection c : List.copyOf(sockets().hurried)) {
      if (now - c.deadlineNanos >= 0) {
        late(c);
      }
    }
    for (SocketConnection c : List.copyOf(sockets().bridged)) {
      boolean unanswered = c.outbound.bytesOut() == 0 && now - c.deadlineNanos >= 0;
      if (unanswered || now - c.touchedNanos >= settings().httpIdle().toNanos()) {
        close(c, CloseReason.HTTP_IDLE, "");
      }
    }
    for (SocketConnection c : List.copyOf(sockets().blocked)) {
      if (c.phase == Phase.FRAMED
          && now - c.outbound.progressNanos() >= settings().writeStalled().toNanos()) {
        end(c, CloseReason.TX_STALLED, "");
        release(c);
      }
    }
    if (now - nextPublish >= 0) {
      nextPublish = now + PUBLISH_NANOS;
      for (SocketConnection c : sockets().dirty) {
        c.dirty = false;
        if (c.phase.compareTo(Phase.LINGERING) < 0) {
          c.publish(now);
        }
      }
      sockets().dirty.clear();
    }
    for (PortListener listener : listeners) {
      listener.tick();
    }
  }

  private void late(SocketConnection c) {
    switch (c.phase) {
      case CONNECTING -> {
        end(c, CloseReason.CONNECT_FAILED, "timed out");
        release(c);
      }
      case HANDSHAKING -> close(c, CloseReason.HANDSHAKE_TIMEOUT, "");
      case CLOSING -> {
        end(c, c.reason, c.detail);
        release(c);
      }
      case LINGERING -> release(c);
      default -> sockets().hurried.remove(c);
    }
  }

  /** Closes listeners and connections; those that do not go by themselves go at the deadline. */
  void stop() {
    for (PortListener listener : new ArrayList<>(listeners)) {
      listener.closeNow();
    }
    for (SocketConnection c : List.copyOf(sockets().all)) {
      close(c, CloseReason.SHUTDOWN, "");
    }
  }

  /** Closes what is left without ceremony. */
  void abandonAll() {
    for (SocketConnection c : List.copyOf(sockets().all)) {
      end(c, CloseReason.SHUTDOWN, "");
      release(c);
    }
  }
}
