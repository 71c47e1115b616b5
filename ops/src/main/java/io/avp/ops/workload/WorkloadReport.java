package io.avp.ops.workload;

import java.util.List;

/**
 * What a workload has seen so far.
 *
 * @param attached servents with a relation now
 * @param servents all servents
 * @param queries asked
 * @param answerable of those whose patience is over or whose answers are complete: had an answer
 * @param expected answers that the ground truth names for them
 * @param found of the expected ones, those that came
 * @param wrong answers that came and that the ground truth does not name
 * @param firstHitMillisMedian from query to first answer, median over answered queries; 0 if none
 * @param firstHitMillisP99 the same, 99th percentile
 * @param downloadsTried files asked for
 * @param downloadsGood of those, fetched with the right SHA-1
 * @param pushesTried of the files asked for, those by push
 * @param pushesGood of those, fetched with the right SHA-1
 * @param queriesOnSockets query descriptors that the servents' sockets carried, both ways
 * @param malformed descriptors that no servent could read
 * @param problems what went wrong, at most some tens of lines
 */
public record WorkloadReport(
    int attached,
    int servents,
    int queries,
    int answerable,
    int expected,
    int found,
    int wrong,
    long firstHitMillisMedian,
    long firstHitMillisP99,
    int downloadsTried,
    int downloadsGood,
    int pushesTried,
    int pushesGood,
    long queriesOnSockets,
    long malformed,
    List<String> problems) {

  /** Found of expected answers, 0 to 1; 1 if none was expected. */
  public double recall() {
    return expected == 0 ? 1 : (double) found / expected;
  }
}
