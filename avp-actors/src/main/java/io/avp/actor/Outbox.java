package io.avp.actor;

import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.OutRound;
import java.util.ArrayList;
import java.util.List;

/**
 * What a virtual peer has to send since its last flush: one round per I/O shard, one batch per
 * sibling.
 */
final class Outbox {
  private static final int FULL_BYTES = 256 << 10;

  private final IoShards shards;
  private final String self;
  private final long incarnation;
  private final OutRound[] rounds;
  private final boolean[] copied;
  private final List<Sibling> waiting = new ArrayList<>();
  private byte[] frame;
  private int offset;
  private int length;
  private int bytes;

  /** Nothing to send. */
  Outbox(IoShards shards, String self, long incarnation) {
    this.shards = shards;
    this.self = self;
    this.incarnation = incarnation;
    rounds = new OutRound[shards.count()];
    copied = new boolean[shards.count()];
  }

  /** The frame that the {@link #to} calls that follow speak of; it is copied at the first one. */
  void frame(byte[] source, int at, int size) {
    frame = source;
    offset = at;
    length = size;
    for (int i = 0; i < copied.length; i++) {
      copied[i] = false;
    }
  }

  /** A connection gets the frame. */
  void to(Connection target) {
    int shard = target.shard();
    if (!copied[shard]) {
      if (rounds[shard] == null) {
        rounds[shard] = shards.outRound(shard);
      }
      rounds[shard].frame(frame, offset, length);
      copied[shard] = true;
      bytes += length;
    }
    rounds[shard].to(target);
  }

  /** A sibling gets the frame. */
  void to(Sibling target) {
    if (target.add(frame, offset, length)) {
      waiting.add(target);
    }
    bytes += length;
  }

  /** Whoever it is gets the frame. */
  void to(Neighbour target) {
    switch (target.kind()) {
      case SIBLING -> to((Sibling) target);
      case LEAF, ULTRAPEER -> to(((Member) target).connection());
    }
  }

  /** One whole frame to one connection. */
  void send(Connection target, byte[] whole) {
    frame(whole, 0, whole.length);
    to(target);
  }

  /** True if nothing waits. */
  boolean isEmpty() {
    return bytes == 0;
  }

  /** True if so much waits that it should go at once. */
  boolean isFull() {
    return bytes >= FULL_BYTES;
  }

  /** Sends all. */
  void flush() {
    for (int i = 0; i < rounds.length; i++) {
      if (rounds[i] != null) {
        shards.submit(rounds[i]);
        rounds[i] = null;
      }
      copied[i] = false;
    }
    for (Sibling sibling : waiting) {
      sibling.entry().ref().tell(new VirtualPeer.MeshFrames(self, incarnation, sibling.take()));
    }
    waiting.clear();
    bytes = 0;
  }
}
