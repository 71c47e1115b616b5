package io.avp.gnutella.stream;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What {@link IoStats} shows; one for all I/O shards. */
final class Counters {
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger handshaking = new AtomicInteger();
  final AtomicInteger http = new AtomicInteger();
  final AtomicInteger inflaters = new AtomicInteger();
  final AtomicInteger deflaters = new AtomicInteger();

  /** Heap of the out-rounds that wait for their selector threads, over all shards. */
  final AtomicLong unwritten = new AtomicLong();

  final LongAdder acceptPauses = new LongAdder();
  final LongAdder readPauses = new LongAdder();
  final LongAdder roundWaits = new LongAdder();
  final LongAdder framesWithoutConnection = new LongAdder();
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
        datagramPauses.sum(),
        datagramsIn.sum(),
        datagramsMalformed.sum(),
        datagramsUnsent.sum());
  }
}
