package io.avp.gnutella.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Turns what a select round reads, and what happens to connections, into {@link Round}s; belongs to
 * one selector thread, on which the stream has its turns too.
 *
 * <p>There is a fixed number of rounds, so the queue to the stream, which is as long, cannot
 * overflow. Without a free round nothing is read.
 */
final class ReadLoop {
  /**
   * Bytes of out-rounds that may wait for the selector threads of a process: above it no shard
   * reads, so that owners cannot fill the heap faster than one busy shard empties it.
   */
  static final long MAX_UNWRITTEN = 32 << 20;

  private static final int MIN_READ = 4 << 10;

  private record News(byte kind, SocketConnection connection, Desk desk) {}

  private final IoShard shard;
  private final int rounds;
  private final Queue<Round> pool = new ArrayDeque<>();
  private final Queue<News> news = new ArrayDeque<>();
  private final Set<SocketConnection> missed = new LinkedHashSet<>();
  private Round round;

  ReadLoop(IoShard shard, StreamSettings settings) {
    this.shard = shard;
    this.rounds = settings.rounds();
    for (int i = 0; i < rounds; i++) {
      pool.add(new Round(settings.roundBytes()));
    }
  }

  /** Takes a round back. */
  void recycle(Round done) {
    done.clear();
    pool.add(done);
  }

  /** True if there is a round to read into. */
  boolean canRead() {
    return !isBehind() && acquire();
  }

  /** True if too much waits to be written. */
  boolean isBehind() {
    return shard.counters().unwritten.get() > MAX_UNWRITTEN;
  }

  /**
   * The next connection that was ready when there was no round; null if there is none, or still no
   * round. These come first: the selector names ready ones in the same order every time, so that a
   * few which flood could keep all others waiting.
   */
  SocketConnection pollMissed() {
    if (missed.isEmpty() || isBehind() || !hasRoom()) {
      return null;
    }
    Iterator<SocketConnection> oldest = missed.iterator();
    SocketConnection next = oldest.next();
    oldest.remove();
    return next;
  }

  /** True if the stream has given back all rounds. */
  boolean isDrained() {
    boolean held = round != null;
    return news.isEmpty()
        && (!held || round.size() == 0)
        && pool.size() == (held ? rounds - 1 : rounds);
  }

  private boolean hasRoom() {
    if (round != null && round.room() < MIN_READ) {
      leave();
    }
    return acquire();
  }

  private boolean acquire() {
    if (round == null) {
      round = pool.poll();
      if (round != null) {
        // A round of news only has a time too; that of the first bytes replaces it.
        round.readNanos = System.nanoTime();
        addNews();
      }
    }
    return round != null;
  }

  /** Something happened to a connection; the stream learns it after what was read before. */
  void tell(byte kind, SocketConnection connection) {
    news.add(new News(kind, connection, connection.desk));
    if (round != null) {
      addNews();
    }
  }

  private void addNews() {
    for (News n = news.poll(); n != null; n = news.poll()) {
      round.add(n.kind, n.connection, n.desk, 0, 0);
      if (n.kind == Round.ENDED) {
        shard.sockets().freeSlot(n.connection);
      }
    }
  }

  /**
   * Reads once from a ready connection, if there is room and credit.
   *
   * @return bytes read, 0 if none, -1 at the end of the stream
   */
  int read(SocketConnection c) throws IOException {
    if (!hasRoom()) {
      missed.add(c);
      return 0;
    }
    Desk desk = c.desk;
    if (c.phase == SocketConnection.Phase.FRAMED && !desk.reserve(round)) {
      desk.await(c);
      c.hold(SocketConnection.HOLD_CREDIT);
      shard.counters().readPauses.increment();
      return 0;
    }
    ByteBuffer in = shard.space().in();
    in.clear().limit(Math.min(in.capacity(), round.room()));
    int n = c.channel.read(in);
    if (n > 0) {
      if (round.used == 0) {
        round.readNanos = System.nanoTime();
      }
      in.flip();
      in.get(round.bytes, round.used, n);
      round.add(Round.DATA, c, desk, round.used, n);
      round.used += n;
    } else if (n < 0) {
      c.hold(SocketConnection.HOLD_EOF);
      tell(Round.EOF, c);
    }
    return n;
  }

  /** Gives the round to the stream if it holds anything. */
  void leave() {
    if (!news.isEmpty()) {
      acquire();
    }
    if (round == null) {
      return;
    }
    for (Desk desk : round.reserved) {
      desk.roundLeft();
    }
    if (round.size() == 0) {
      for (Desk desk : round.reserved) {
        desk.released(null);
      }
      round.reserved.clear();
      return;
    }
    Round full = round;
    round = null;
    shard.offer(full);
  }
}
