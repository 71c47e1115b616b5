package io.avp.gnutella.stream;

import io.avp.gnutella.stream.SocketConnection.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Writes to the sockets of one selector thread. */
final class Writes {
  private final IoShard shard;
  private static final int KEEP_BYTES = 512 << 10;
  private static final int SPARE = 8;

  private final BlockingQueue<OutRound> spare = new ArrayBlockingQueue<>(SPARE);
  private final List<SocketConnection> targets = new ArrayList<>();
  private int[] next = new int[256];

  Writes(IoShard shard) {
    this.shard = shard;
  }

  /** Sorts the entries of a round by connection, then writes once to each. */
  void round(OutRound round) {
    int size = round.size();
    if (next.length < size) {
      next = new int[Math.max(size, next.length * 2)];
    }
    long lost = 0;
    for (int i = 0; i < size; i++) {
      Connection target = round.target(i);
      if (!(target instanceof SocketConnection c)
          || c.ioShard() != shard
          || c.phase != Phase.FRAMED) {
        lost++;
        continue;
      }
      next[i] = -1;
      if (c.chainFirst < 0) {
        c.chainFirst = i;
        targets.add(c);
      } else {
        next[c.chainLast] = i;
      }
      c.chainLast = i;
    }
    if (lost > 0) {
      shard.counters().framesWithoutConnection.add(lost);
    }
    long now = System.nanoTime();
    for (SocketConnection c : targets) {
      int first = c.chainFirst;
      c.chainFirst = -1;
      try {
        boolean fits = c.outbound.frames(round, first, next, now);
        after(c);
        if (!fits) {
          shard.lifecycle().close(c, CloseReason.QUEUE_FULL, "");
        }
      } catch (IOException e) {
        shard.lifecycle().failed(c, e);
      }
    }
    targets.clear();
    recycle(round);
  }

  /** Fresh arrays for every round would be written to memory, not to the cache. A few are kept. */
  private void recycle(OutRound round) {
    if (round.bytes().length <= KEEP_BYTES) {
      round.clear();
      spare.offer(round);
    }
  }

  /** Any thread: a round that has been written; null if there is none. */
  OutRound spare() {
    return spare.poll();
  }

  /** Writes bytes that are no frames; {@code then} runs when the socket has taken all of them. */
  void raw(SocketConnection c, byte[] bytes, Runnable then) {
    if (c.phase.compareTo(Phase.CLOSING) >= 0 || c.phase == Phase.CONNECTING) {
      return;
    }
    try {
      c.onDrained = then;
      c.outbound.raw(bytes, System.nanoTime());
      moved(c);
      after(c);
    } catch (IOException e) {
      shard.lifecycle().failed(c, e);
    }
  }

  /** The socket takes bytes again. */
  void flush(SocketConnection c) {
    try {
      c.outbound.flush();
      moved(c);
      after(c);
    } catch (IOException e) {
      shard.lifecycle().failed(c, e);
    }
  }

  private static void moved(SocketConnection c) {
    c.touchedNanos = System.nanoTime();
    c.asked = false;
  }

  /** Looks at what is left after a write. */
  void after(SocketConnection c) {
    shard.sockets().touch(c);
    boolean idle = c.outbound.isIdle();
    if (c.writeBlocked == idle) {
      c.writeBlocked = !idle;
      if (idle) {
        shard.sockets().blocked.remove(c);
      } else {
        shard.sockets().blocked.add(c);
      }
      c.interest();
    }
    if (idle && c.onDrained != null) {
      Runnable then = c.onDrained;
      c.onDrained = null;
      then.run();
    }
    if (idle && c.phase == Phase.CLOSING) {
      shard.lifecycle().flushed(c);
    }
  }
}
