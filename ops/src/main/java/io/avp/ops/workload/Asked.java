package io.avp.ops.workload;

import io.avp.gnutella.wire.Guid;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One query, what it should bring and what came. Guarded by the {@link QueryLog} that holds it. */
final class Asked {
  final Guid asker;
  final String text;
  final Set<GroundTruth.Holding> expected;
  final Set<GroundTruth.Holding> uncounted;
  final int elsewhere;
  final long askedNanos;
  final Set<GroundTruth.Holding> found = new HashSet<>();
  int wrong;
  int twice;
  long firstNanos = -1;

  /**
   * One query.
   *
   * @param expected what should come
   * @param uncounted what may come as well
   * @param elsewhere how many of the expected ones another site has than the asker's
   */
  Asked(
      Guid asker,
      String text,
      Set<GroundTruth.Holding> expected,
      Set<GroundTruth.Holding> uncounted,
      int elsewhere,
      long askedNanos) {
    this.asker = asker;
    this.text = text;
    this.expected = expected;
    this.uncounted = uncounted;
    this.elsewhere = elsewhere;
    this.askedNanos = askedNanos;
  }

  void answered(GroundTruth.Holding holding, long nanos) {
    if (firstNanos < 0) {
      firstNanos = nanos - askedNanos;
    }
    if (expected.contains(holding)) {
      twice += found.add(holding) ? 0 : 1;
    } else if (!uncounted.contains(holding)) {
      wrong++;
    }
  }

  /** A servent leaves: what it was to answer, or to get, and was not found yet may come. */
  void excuse(Guid holder) {
    List<GroundTruth.Holding> excused =
        expected.stream()
            .filter(holding -> holding.servent().equals(holder) || asker.equals(holder))
            .filter(holding -> !found.contains(holding))
            .toList();
    excused.forEach(expected::remove);
    uncounted.addAll(excused);
  }

  boolean isComplete() {
    return found.size() == expected.size();
  }

  /** What is missing, for people. */
  String incomplete(long startNanos) {
    Set<Guid> silent =
        expected.stream()
            .filter(holding -> !found.contains(holding))
            .map(GroundTruth.Holding::servent)
            .collect(Collectors.toSet());
    return String.format(
        Locale.ROOT,
        "'%s' of %s after %.1f s: %d of %d answers, missing some of %s",
        text,
        asker,
        (askedNanos - startNanos) / 1e9,
        found.size(),
        expected.size(),
        silent);
  }
}
