package io.avp.gnutella.stream;

import io.avp.gnutella.stream.SocketConnection.Phase;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What time alone does to the sockets of one selector thread. */
final class Deadlines {
  private static final long PUBLISH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final IoShard shard;
  private long nextPublish = System.nanoTime();

  Deadlines(IoShard shard) {
    this.shard = shard;
  }

  private StreamSettings settings() {
    return shard.settings();
  }

  private Sockets sockets() {
    return shard.sockets();
  }

  private Lifecycle lifecycle() {
    return shard.lifecycle();
  }

  /** Ten times a second. */
  void tick(long now) {
    for (SocketConnection c : List.copyOf(sockets().hurried)) {
      if (now - c.deadlineNanos >= 0) {
        late(c);
      }
    }
    for (SocketConnection c : List.copyOf(sockets().bridged)) {
      boolean unanswered =
          c.asked
              && (c.served || c.outbound.bytesOut() == 0)
              && now - c.askedNanos >= settings().httpAnswer().toNanos();
      if (unanswered || now - c.touchedNanos >= settings().httpIdle().toNanos()) {
        lifecycle().close(c, CloseReason.HTTP_IDLE, "");
      }
    }
    for (SocketConnection c : List.copyOf(sockets().blocked)) {
      if (c.phase == Phase.FRAMED
          && now - c.outbound.progressNanos() >= settings().writeStalled().toNanos()) {
        lifecycle().end(c, CloseReason.TX_STALLED, "");
        lifecycle().release(c);
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
  }

  private void late(SocketConnection c) {
    switch (c.phase) {
      case CONNECTING -> {
        lifecycle().end(c, CloseReason.CONNECT_FAILED, "timed out");
        lifecycle().release(c);
      }
      case HANDSHAKING -> lifecycle().close(c, CloseReason.HANDSHAKE_TIMEOUT, "");
      case CLOSING -> {
        lifecycle().end(c, c.reason, c.detail);
        lifecycle().release(c);
      }
      case LINGERING -> lifecycle().release(c);
      default -> sockets().hurried.remove(c);
    }
  }
}
