package io.avp.gnutella.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns rounds into one batch per owner; used by one stream only.
 *
 * <p>An error in the treatment of one connection closes that connection and nothing else.
 */
final class Framing implements Framer.Target {
  private static final Logger LOG = LoggerFactory.getLogger(Framing.class);

  private final IoShard shard;
  private final List<Desk> desks = new ArrayList<>();
  private Desk desk;
  private long readNanos;

  Framing(IoShard shard) {
    this.shard = shard;
  }

  @Override
  public Batch batch() {
    Batch batch = desk.batch(readNanos);
    if (batch.isFresh()) {
      batch.begun();
      desks.add(desk);
    }
    return batch;
  }

  /** Takes a round, gives it back to its shard, and hands on what came of it. */
  void process(Round round, Consumer<Batch> to) {
    readNanos = round.readNanos;
    for (int i = 0; i < round.size(); i++) {
      SocketConnection c = round.connection(i);
      desk = round.desk(i);
      try {
        entry(round, i, c);
      } catch (RuntimeException | Error e) {
        LOG.error("{} closed after an internal error", c, e);
        c.inbound.dead();
        c.close(CloseReason.INTERNAL_ERROR, e.toString());
      }
    }
    for (Desk reserved : round.reserved) {
      reserved.settle();
    }
    for (Desk touched : desks) {
      to.accept(touched.takeBatch());
    }
    desks.clear();
    shard.recycle(round);
  }

  private void entry(Round round, int i, SocketConnection c) {
    switch (round.kind(i)) {
      case Round.DATA -> {
        int offset = round.offset(i);
        c.inbound.feed(round.bytes, offset, offset + round.length(i), this);
        c.framesIn(c.inbound.frames());
      }
      case Round.OPENED -> c.inbound.opened();
      case Round.EOF -> c.inbound.remoteClosed();
      case Round.HANDED_OVER -> {
        if (c.inbound.isAttached()) {
          c.inbound.handedOver(desk.owner());
          batch().attach(c);
        }
      }
      default -> ended(c);
    }
  }

  private void ended(SocketConnection c) {
    CloseReason reason = c.inbound.finalReason(c.reason);
    String detail = c.detail;
    c.publishEnd();
    shard.counters().closed(reason);
    if (c.inbound.isAttached()) {
      batch().detach(new FrameBatch.Detached(c, reason, detail));
    }
    c.inbound.ended(reason);
  }
}
