package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.stream.SocketConnection.Phase;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the sockets of one selector thread change and go. */
final class Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final IoShard shard;

  Lifecycle(IoShard shard) {
    this.shard = shard;
  }

  private StreamSettings settings() {
    return shard.settings();
  }

  private Sockets sockets() {
    return shard.sockets();
  }

  void established(SocketConnection c, Relation relation) {
    if (c.phase != Phase.HANDSHAKING) {
      return;
    }
    keepLittle(c);
    framed(c);
    if (relation.deflateOutbound()) {
      c.outbound.compress(new Deflating(settings().deflateLevel(), shard.counters()));
    }
  }

  /** Left alone, the kernel takes megabytes of a flood, and nothing can overtake these. */
  private void keepLittle(SocketConnection c) {
    try {
      c.channel.setOption(StandardSocketOptions.SO_SNDBUF, settings().sendBufferBytes());
    } catch (IOException e) {
      LOG.warn("{} keeps more than avp.gnutella.stream.send-buffer: {}", c, e.toString());
    }
  }

  void trunked(SocketConnection c, int queueBytes) {
    if (c.phase == Phase.HANDSHAKING) {
      framed(c);
      c.outbound.trunk(queueBytes);
      keepAlive(c);
    }
  }

  /** Nobody pings on a trunk: the system finds out within half a minute that it is dead. */
  private static void keepAlive(SocketConnection c) {
    try {
      c.channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      c.channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 10);
      c.channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5);
      c.channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("{} is found dead late, its keep-alive cannot be set: {}", c, e.toString());
    }
  }

  private void framed(SocketConnection c) {
    c.phase = Phase.FRAMED;
    sockets().handshaken(c);
    c.interest();
  }

  void bridged(SocketConnection c, boolean served) {
    if (c.phase != Phase.HANDSHAKING) {
      return;
    }
    c.phase = Phase.BRIDGED;
    c.touchedNanos = System.nanoTime();
    c.served = served;
    c.asked = true;
    c.askedNanos = c.touchedNanos;
    sockets().handshaken(c);
    sockets().bridged.add(c);
  }

  void handOver(SocketConnection c, Owner owner) {
    if (c.phase != Phase.FRAMED) {
      return;
    }
    Desk old = c.desk;
    c.desk = sockets().use(owner);
    old.forget(c);
    sockets().unuse(old);
    shard.reads().tell(Round.HANDED_OVER, c);
  }

  // --- what happens to them

  /** The selector says that something can be done. */
  void ready(SocketConnection c, SelectionKey key) {
    if (key.isValid()) {
      act(c, key.readyOps());
    }
  }

  private void act(SocketConnection c, int ready) {
    try {
      if ((ready & SelectionKey.OP_CONNECT) != 0 && c.channel.finishConnect()) {
        shard.arrivals().connected(c);
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

  /** Reads from those that were ready when there was no round. */
  void readMissed() {
    for (SocketConnection c = shard.reads().pollMissed();
        c != null;
        c = shard.reads().pollMissed()) {
      if (c.wantsToRead()) {
        act(c, SelectionKey.OP_READ);
      }
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
          heard(c);
        }
      }
    }
  }

  private void heard(SocketConnection c) {
    c.touchedNanos = System.nanoTime();
    if (c.phase == Phase.HANDSHAKING) {
      sockets().heard(c);
    } else if (!c.asked) {
      c.asked = true;
      c.askedNanos = c.touchedNanos;
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
  void end(SocketConnection c, CloseReason why, String detail) {
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
  void release(SocketConnection c) {
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

  /** Closes all connections; those that do not go by themselves go at their deadlines. */
  void closeAll() {
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
