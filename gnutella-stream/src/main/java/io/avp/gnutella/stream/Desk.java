package io.avp.gnutella.stream;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One owner at one I/O shard: its batch under way, its credit, and the connections that wait for
 * credit.
 *
 * <p>Credit: the selector reserves one batch per round and owner before it reads; the stream gives
 * the reservation back if no batch came of it, the owner by releasing the batch. Batches that only
 * bring news of connections need no reservation, so the count may exceed the limit; reading then
 * waits until it is below.
 */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final IoShard ioShard;
  private final Owner owner;
  private final int credit;
  private final AtomicInteger outstanding = new AtomicInteger();
  private volatile boolean starving;

  /** Selector thread: sockets and listeners that use this desk. */
  int users;

  /** Selector thread: the round that this desk has reserved a batch for. */
  private Round reservedFor;

  private final Set<SocketConnection> waiting = new LinkedHashSet<>();

  /** Stream: the batch of the round under way. */
  private Batch current;

  /** Stream: a reservation stands for it. */
  private boolean covered;

  Desk(IoShard ioShard, Owner owner, int credit) {
    this.ioShard = ioShard;
    this.owner = owner;
    this.credit = credit;
  }

  Owner owner() {
    return owner;
  }

  int shard() {
    return ioShard.index();
  }

  /** Selector thread: true if {@code round} may carry frames for this owner. */
  boolean reserve(Round round) {
    if (reservedFor == round) {
      return true;
    }
    if (outstanding.get() >= credit) {
      starving = true;
      if (outstanding.get() >= credit) {
        return false;
      }
    }
    outstanding.incrementAndGet();
    reservedFor = round;
    round.reserved.add(this);
    return true;
  }

  /** Selector thread: the round left; the next one needs a reservation of its own. */
  void roundLeft() {
    reservedFor = null;
  }

  /** Selector thread: {@code connection} is not read until a batch is released. */
  void await(SocketConnection connection) {
    waiting.add(connection);
  }

  /** Selector thread: {@code connection} has ended, or has another owner, and waits no longer. */
  void forget(SocketConnection connection) {
    if (waiting.remove(connection)) {
      connection.unhold(SocketConnection.HOLD_CREDIT);
    }
  }

  private void resume() {
    starving = false;
    for (SocketConnection connection : waiting) {
      connection.unhold(SocketConnection.HOLD_CREDIT);
    }
    waiting.clear();
  }

  /** Stream: the batch of the round under way. */
  Batch batch(long readNanos) {
    if (current == null) {
      Batch pooled = ioShard.batches().poll();
      current = pooled == null ? new Batch() : pooled;
      current.open(this, readNanos);
    }
    return current;
  }

  /** Stream: ends the batch of the round under way. */
  Batch takeBatch() {
    Batch taken = current;
    current = null;
    if (!covered) {
      outstanding.incrementAndGet();
    }
    covered = false;
    return taken;
  }

  /** Stream: the round of a reservation is over; a batch of it keeps the credit. */
  void settle() {
    if (current == null) {
      released(null);
    } else {
      covered = true;
    }
  }

  /** A batch is done with, or a reservation was not needed. */
  void released(Batch reusable) {
    if (reusable != null) {
      BlockingQueue<Batch> pool = ioShard.batches();
      boolean kept = pool.offer(reusable);
      if (!kept) {
        LOG.trace("pool of batches is full");
      }
    }
    outstanding.decrementAndGet();
    if (starving) {
      ioShard.execute(this::resume);
    }
  }

  /** Stream: hands a batch to the owner, whose errors end only the connections in it. */
  void deliver(Batch batch) {
    batch.handOut();
    try {
      owner.onFrames(batch);
    } catch (RuntimeException | Error e) {
      LOG.error("owner {} failed on a batch; its connections are closed", owner, e);
      String detail = e.toString();
      batch.attached().forEach(c -> ioShard.close(c, CloseReason.INTERNAL_ERROR, detail));
      for (int i = 0; i < batch.size(); i++) {
        ioShard.close(batch.connection(i), CloseReason.INTERNAL_ERROR, detail);
      }
      batch.release();
    }
  }
}
