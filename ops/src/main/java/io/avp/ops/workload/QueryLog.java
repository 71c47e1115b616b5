package io.avp.ops.workload;

import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All queries of a workload with their answers; compares them with the ground truth. */
final class QueryLog {
  /** Sums over the queries that are decided: complete, or their patience is over. */
  record Sums(
      int queries,
      int answerable,
      int expected,
      int elsewhere,
      int found,
      int wrong,
      int twice,
      List<Long> firstNanos,
      List<WorkloadReport.Window> windows) {}

  private static final int WINDOW_SECONDS = 5;

  private final Map<Guid, Asked> byId = new LinkedHashMap<>();
  private final long patienceNanos;

  QueryLog(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  synchronized void asked(Guid id, Asked asked) {
    byId.put(id, asked);
  }

  /** Takes an answer; false if nobody asked that. */
  synchronized boolean hit(Guid id, QueryHit hit, long nanos) {
    Asked asked = byId.get(id);
    if (asked == null) {
      return false;
    }
    for (HitRecord record : hit.records()) {
      record
          .sha1()
          .ifPresent(sha1 -> asked.answered(new GroundTruth.Holding(hit.servent(), sha1), nanos));
    }
    return true;
  }

  /** What a servent has is not expected any more by questions since then. */
  synchronized void excuse(Guid holder, long sinceNanos) {
    byId.values().stream()
        .filter(asked -> asked.askedNanos - sinceNanos >= 0)
        .forEach(asked -> asked.excuse(holder));
  }

  synchronized List<Workload.Question> questions() {
    return byId.values().stream().map(q -> new Workload.Question(q.asker, q.text)).toList();
  }

  /** True if no query waits for an answer any more. */
  synchronized boolean isDecided(long nanos) {
    return byId.values().stream().allMatch(asked -> isDecided(asked, nanos));
  }

  synchronized Sums sums(long nanos) {
    int answerable = 0;
    int expected = 0;
    int elsewhere = 0;
    int found = 0;
    int wrong = 0;
    int twice = 0;
    long start = startNanos();
    Map<Integer, WorkloadReport.Window> windows = new TreeMap<>();
    List<Long> first = new ArrayList<>();
    for (Asked asked : byId.values()) {
      wrong += asked.wrong;
      twice += asked.twice;
      if (asked.firstNanos >= 0) {
        first.add(asked.firstNanos);
      }
      if (isDecided(asked, nanos)) {
        answerable += asked.expected.isEmpty() ? 0 : 1;
        expected += asked.expected.size();
        elsewhere += asked.elsewhere;
        found += asked.found.size();
        int second =
            (int) TimeUnit.NANOSECONDS.toSeconds(asked.askedNanos - start)
                / WINDOW_SECONDS
                * WINDOW_SECONDS;
        windows.merge(
            second,
            new WorkloadReport.Window(second, asked.expected.size(), asked.found.size()),
            WorkloadReport.Window::plus);
      }
    }
    first.sort(null);
    return new Sums(
        byId.size(),
        answerable,
        expected,
        elsewhere,
        found,
        wrong,
        twice,
        first,
        List.copyOf(windows.values()));
  }

  /** The decided queries of some servents, as one window. */
  synchronized WorkloadReport.Window sum(Predicate<Guid> askers, long nanos) {
    WorkloadReport.Window sum = new WorkloadReport.Window(0, 0, 0);
    for (Asked asked : byId.values()) {
      if (askers.test(asked.asker) && isDecided(asked, nanos)) {
        sum = sum.plus(new WorkloadReport.Window(0, asked.expected.size(), asked.found.size()));
      }
    }
    return sum;
  }

  /** Queries that miss answers, for people; at most {@code limit}. */
  synchronized List<String> incomplete(long nanos, int limit) {
    long start = startNanos();
    return byId.entrySet().stream()
        .filter(e -> isDecided(e.getValue(), nanos) && !e.getValue().isComplete())
        .limit(limit)
        .map(e -> "query " + e.getKey() + " " + e.getValue().incomplete(start))
        .toList();
  }

  private long startNanos() {
    return byId.values().stream().mapToLong(asked -> asked.askedNanos).findFirst().orElse(0);
  }

  private boolean isDecided(Asked asked, long nanos) {
    return asked.isComplete() || nanos - asked.askedNanos >= patienceNanos;
  }
}
