package io.avp.gnutella.stream;

import io.avp.gnutella.stream.SocketConnection.Phase;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the sockets of one selector thread. */
final class Writes {
  private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
  private static final int KEEP_BYTES = 8 << 20;
  private static final int SPARE = 2;

  private final IoShard shard;
  private final BlockingQueue<OutRound> spare = new ArrayBlockingQueue<>(SPARE);

  Writes(IoShard shard) {
    this.shard = shard;
  }

  /** Any thread: has a round written; see {@link ReadLoop#MAX_UNWRITTEN}. */
  void submit(OutRound round) {
    if (shard.isNext()) {
      round(round);
      return;
    }
    long bytes = round.bytes();
    shard.counters().unwritten.addAndGet(bytes);
    Runnable write =
        () -> {
          shard.counters().unwritten.addAndGet(-bytes);
          round(round);
        };
    if (!shard.execute(write)) {
      shard.counters().unwritten.addAndGet(-bytes);
      shard.counters().framesWithoutConnection.add(round.frames());
    }
  }

  /** Writes to each connection of a round once. */
  private void round(OutRound round) {
    long now = System.nanoTime();
    for (int i = 0; i < round.size(); i++) {
      OutRound.Part part = round.part(i);
      if (part.target() instanceof SocketConnection c
          && c.ioShard() == shard
          && c.phase == Phase.FRAMED) {
        write(c, part, now);
      } else {
        shard.counters().framesWithoutConnection.add(part.frames());
      }
    }
    recycle(round);
  }

  private void write(SocketConnection c, OutRound.Part part, long now) {
    try {
      boolean fits = c.outbound.frames(part.bytes(), part.length(), part.frames(), now);
      after(c);
      if (!fits) {
        shard.lifecycle().close(c, CloseReason.QUEUE_FULL, "");
      }
    } catch (IOException e) {
      shard.lifecycle().failed(c, e);
    } catch (RuntimeException e) {
      LOG.error("{} closed after an internal error", c, e);
      shard.lifecycle().close(c, CloseReason.INTERNAL_ERROR, e.toString());
    }
  }

  /** Fresh arrays for every round would be written to memory, not to the cache. A few are kept. */
  private void recycle(OutRound round) {
    if (round.heapBytes() <= KEEP_BYTES) {
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
