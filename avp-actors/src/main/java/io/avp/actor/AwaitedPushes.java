package io.avp.actor;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Servents that were sent a push and are to connect back: each of them once, within some time, and
 * from the address of its relation, so that nobody can answer in another's place. Used by several
 * threads; times are readings of a monotonic clock.
 */
final class AwaitedPushes {
  private record Wait(
      int ip, long untilNanos, CompletableFuture<Flow<ByteString, ByteString, NotUsed>> socket) {}

  private final Map<Guid, Wait> waits = new ConcurrentHashMap<>();

  /**
   * A servent is about to be sent a push.
   *
   * @param ip where it comes from
   * @param untilNanos when it is not awaited any more
   * @return its socket; fails if it does not come in time, or is awaited already
   */
  CompletionStage<Flow<ByteString, ByteString, NotUsed>> expect(
      Guid servent, int ip, long untilNanos) {
    Wait wait = new Wait(ip, untilNanos, new CompletableFuture<>());
    return waits.putIfAbsent(servent, wait) == null
        ? wait.socket
        : CompletableFuture.failedStage(
            new CompletionException(servent + " is awaited already", null));
  }

  /** Somebody answers a push; false if he is not awaited. */
  boolean answered(Owner.Giv giv, Flow<ByteString, ByteString, NotUsed> bytes) {
    Wait wait = waits.get(giv.guid());
    if (wait == null || wait.ip != giv.remote().ip() || !waits.remove(giv.guid(), wait)) {
      return false;
    }
    wait.socket.complete(bytes);
    return true;
  }

  /** Whoever has not come by now is not awaited any more. */
  void expire(long nowNanos) {
    waits.forEach(
        (servent, wait) -> {
          if (nowNanos - wait.untilNanos >= 0 && waits.remove(servent, wait)) {
            wait.socket.completeExceptionally(new TimeoutException("no answer to a push"));
          }
        });
  }
}
