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
 * @param elsewhere of the expected ones, those that another site has than the asker's
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
 * @param windows the same by the time of the question, in windows of five seconds
 * @param problems what went wrong, at most some tens of lines
 */
public record WorkloadReport(
    int attached,
    int servents,
    int queries,
    int answerable,
    int expected,
    int elsewhere,
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
    List<Window> windows,
    List<String> problems) {

  /**
   * The questions of some seconds.
   *
   * @param second when the window begins
   * @param expected answers that the ground truth names for them
   * @param found of these, those that came
   */
  public record Window(int second, int expected, int found) {
    /** Found of expected answers, 0 to 1; 1 if none was expected. */
    public double recall() {
      return expected == 0 ? 1 : (double) found / expected;
    }

    Window plus(Window other) {
      return new Window(second, expected + other.expected, found + other.found);
    }
  }

  /** Found of expected answers, 0 to 1; 1 if none was expected. */
  public double recall() {
    return expected == 0 ? 1 : (double) found / expected;
  }
}
