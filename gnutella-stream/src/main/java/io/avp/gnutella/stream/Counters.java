package io.avp.gnutella.stream;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** What {@link IoStats} shows; one for all I/O shards. */
final class Counters {
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger handshaking = new AtomicInteger();
  final AtomicInteger http = new AtomicInteger();
  final AtomicInteger inflaters = new AtomicInteger();
  final AtomicInteger deflaters = new AtomicInteger();

  /** Bytes in the out-rounds that wait for their selector threads, over all shards. */
  final AtomicLong unwritten = new AtomicLong();

  final LongAdder acceptPauses = new LongAdder();
  final LongAdder readPauses = new LongAdder();
  final LongAdder roundWaits = new LongAdder();
  final LongAdder framesWithoutConnection = new LongAdder();
  private final LongAdder queuedBytes = new LongAdder();
  private final AtomicLongArray dropped = new AtomicLongArray(SendQueue.NONE_DROPPED.size());
  final LongAdder datagramPauses = new LongAdder();
  final LongAdder datagramsIn = new LongAdder();
  final LongAdder datagramsMalformed = new LongAdder();
  final LongAdder datagramsUnsent = new LongAdder();
  private final Map<Owner, Integer> httpByOwner = new ConcurrentHashMap<>();
  private final AtomicLongArray closed = new AtomicLongArray(CloseReason.values().length);

  /** Changes the number of an owner's HTTP sockets, and tells it. */
  int httpOf(Owner owner, int change) {
    http.addAndGet(change);
    Integer now = httpByOwner.merge(owner, change, (a, b) -> a + b == 0 ? null : a + b);
    return now == null ? 0 : now;
  }

  /** The account of a connection is published anew. */
  void queues(ConnectionSnapshot before, ConnectionSnapshot now) {
    queuedBytes.add(now.queuedBytes() - before.queuedBytes());
    for (int i = 0; i < dropped.length() && now.droppedFrames() != before.droppedFrames(); i++) {
      dropped.addAndGet(i, now.droppedFrames().get(i) - before.droppedFrames().get(i));
    }
  }

  void closed(CloseReason reason) {
    closed.incrementAndGet(reason.ordinal());
  }

  IoStats snapshot() {
    Map<CloseReason, Long> byReason = new EnumMap<>(CloseReason.class);
    for (CloseReason reason : CloseReason.values()) {
      long count = closed.get(reason.ordinal());
      if (count > 0) {
        byReason.put(reason, count);
      }
    }
    return new IoStats(
        open.get(),
        handshaking.get(),
        Map.copyOf(byReason),
        http.get(),
        inflaters.get(),
        deflaters.get(),
        acceptPauses.sum(),
        readPauses.sum(),
        roundWaits.sum(),
        framesWithoutConnection.sum(),
        queuedBytes.sum(),
        IntStream.range(0, dropped.length()).mapToObj(dropped::get).toList(),
        datagramPauses.sum(),
        datagramsIn.sum(),
        datagramsMalformed.sum(),
        datagramsUnsent.sum());
  }
}
