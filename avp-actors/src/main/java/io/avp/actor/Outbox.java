package io.avp.actor;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.OutRound;
import io.avp.vcc.monitor.LedgerMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a virtual peer has to send since its last flush: one round per I/O shard, one batch per
 * sibling.
 */
final class Outbox {
  private static final int FULL_BYTES = 2 << 20;

  private final IoShards shards;
  private final String self;
  private final long incarnation;
  private final LedgerMeter ledger;
  private final LongSupplier clock;
  private final OutRound[] rounds;
  private final List<Sibling> waiting = new ArrayList<>();
  private byte[] frame;
  private int offset;
  private int length;
  private int ttl;
  private int hops;
  private boolean flooded;
  private int bytes;
  private long now;

  /**
   * Nothing to send.
   *
   * @param ledger hears of all that is sent
   * @param clock monotonic, in nanoseconds
   */
  Outbox(IoShards shards, String self, long incarnation, LedgerMeter ledger, LongSupplier clock) {
    this.shards = shards;
    this.self = self;
    this.incarnation = incarnation;
    this.ledger = ledger;
    this.clock = clock;
    rounds = new OutRound[shards.count()];
  }

  /** The frame that the {@link #to} calls that follow speak of, as it is. */
  void frame(byte[] source, int at, int size) {
    frame(source, at, size, Header.ttl(source, at), Header.hops(source, at));
  }

  /** The same with another TTL and number of hops, 0 to 255 each, in the copies. */
  void frame(byte[] source, int at, int size, int copiesTtl, int copiesHops) {
    frame = source;
    offset = at;
    length = size;
    ttl = copiesTtl;
    hops = copiesHops;
    flooded = LedgerMeter.isFlooded(Header.type(source, at));
  }

  /** A connection gets the frame. */
  void to(Connection target) {
    int shard = target.shard();
    OutRound round = rounds[shard];
    if (round == null) {
      round = shards.outRound(shard);
      rounds[shard] = round;
    }
    round.relay(frame, offset, length, ttl, hops, target);
    sent();
  }

  /** A sibling gets the frame. */
  void to(Sibling target) {
    if (target.connection() != null) {
      to(target.connection());
      return;
    }
    // For its copy only: others may read the frame again, and what siblings are told is not theirs.
    int itsTtl = Header.ttl(frame, offset);
    int itsHops = Header.hops(frame, offset);
    Header.patch(frame, offset, ttl, hops);
    target.add(frame, offset, length, now);
    Header.patch(frame, offset, itsTtl, itsHops);
    list(target);
    sent();
  }

  private void sent() {
    bytes += length;
    if (flooded) {
      ledger.relayed(length);
    }
  }

  /** A sibling is to be looked at with the next flush: it is owed an answer, or may take more. */
  void list(Sibling sibling) {
    if (!sibling.listed) {
      sibling.listed = true;
      waiting.add(sibling);
    }
  }

  /** Whoever it is gets the frame. */
  void to(Neighbour target) {
    switch (target.kind()) {
      case MESH -> to((Sibling) target);
      case LEAF, ULTRAPEER, LEGACY -> to(((Member) target).connection());
    }
  }

  /** One whole frame to one connection. */
  void send(Connection target, byte[] whole) {
    frame(whole, 0, whole.length);
    to(target);
  }

  /** True if nothing waits. */
  boolean isEmpty() {
    return bytes == 0 && waiting.isEmpty();
  }

  /** True if so much waits that it should go at once. */
  boolean isFull() {
    return bytes >= FULL_BYTES;
  }

  /** Sends all that its receivers are ready for. */
  void flush() {
    for (int i = 0; i < rounds.length; i++) {
      if (rounds[i] != null) {
        OutRound round = rounds[i];
        rounds[i] = null;
        shards.submit(round);
      }
    }
    now = clock.getAsLong();
    for (Sibling sibling : waiting) {
      sibling.listed = false;
      sibling.send(self, incarnation, now);
    }
    waiting.clear();
    bytes = 0;
  }
}
