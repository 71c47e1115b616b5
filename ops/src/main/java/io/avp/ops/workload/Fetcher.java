package io.avp.ops.workload;

import akka.actor.typed.ActorSystem;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Fetches some of the answers: half of them by push, as long as there are such. */
final class Fetcher {
  /** Of one servent: ultrapeers pass on five pushes in 30 s in the name of one address. */
  private static final int PUSHES_EACH = 4;

  private final Download download;
  private final int limit;
  private final Supplier<Guid> ids;
  private final Consumer<String> problems;
  private final Set<String> busy = new HashSet<>();
  private int direct;
  private int pushes;
  private final AtomicInteger good = new AtomicInteger();
  private final AtomicInteger pushesGood = new AtomicInteger();
  private final Map<Guid, Integer> pushesBy = new HashMap<>();
  private final AtomicInteger running = new AtomicInteger();

  Fetcher(ActorSystem<?> system, int limit, Supplier<Guid> ids, Consumer<String> problems) {
    this.download = new Download(system);
    this.limit = limit;
    this.ids = ids;
    this.problems = problems;
  }

  /** Fetches the first file of a hit, if one of its kind is still wanted. */
  void offer(Servent by, QueryHit hit) {
    boolean push = hit.trailer().map(HitTrailer::push).orElse(false);
    // Who is behind a firewall himself cannot be reached by the answer to a push.
    if ((push && by.plan().firewalled()) || !take(by, hit, push)) {
      return;
    }
    HitRecord record = hit.records().get(0);
    running.incrementAndGet();
    download
        .fetch(by, hit, record, ids.get())
        .whenComplete(
            (same, failure) -> {
              if (failure != null || !same) {
                problems.accept(
                    "download of "
                        + record.name()
                        + (push ? " by push: " : ": ")
                        + (failure != null ? failure : "wrong SHA-1"));
              } else {
                good.incrementAndGet();
                if (push) {
                  pushesGood.incrementAndGet();
                }
              }
              done(by, hit);
            });
  }

  /** One download at a time between two servents: a waiting push is known by its target only. */
  private synchronized boolean take(Servent by, QueryHit hit, boolean push) {
    Guid asker = by.plan().guid();
    if ((push ? pushes : direct) >= (limit + 1) / 2
        || (push && pushesBy.getOrDefault(asker, 0) >= PUSHES_EACH)
        || !busy.add(pair(by, hit))) {
      return false;
    }
    if (push) {
      pushes++;
      pushesBy.merge(asker, 1, Integer::sum);
    } else {
      direct++;
    }
    return true;
  }

  private synchronized void done(Servent by, QueryHit hit) {
    busy.remove(pair(by, hit));
    running.decrementAndGet();
  }

  private static String pair(Servent by, QueryHit hit) {
    return by.plan().guid() + " " + hit.servent();
  }

  synchronized int tried() {
    return direct + pushes;
  }

  synchronized int pushesTried() {
    return pushes;
  }

  int good() {
    return good.get();
  }

  int pushesGood() {
    return pushesGood.get();
  }

  boolean isIdle() {
    return running.get() == 0;
  }
}
