package io.avp.ops.workload;

import java.util.List;

/**
 * What was asked and found.
 *
 * @param queries asked
 * @param answerable of those that are decided: had an answer
 * @param expected files that had to be found
 * @param found of these, those that were
 * @param wrong files that came and match nothing
 * @param twice files that came again, of the same holder
 * @param dead answers that named somebody who had left more than a second before
 * @param strange answers to questions that nobody had asked
 * @param lost relations that ended though nobody left
 * @param firstNanos from question to first answer, of those that had one, sorted
 * @param windows found and expected by the time of the question
 * @param incomplete questions that miss answers, for people; some of them
 */
public record MemberFindings(
    int queries,
    int answerable,
    int expected,
    int found,
    int wrong,
    int twice,
    long dead,
    long strange,
    long lost,
    List<Long> firstNanos,
    List<WorkloadReport.Window> windows,
    List<String> incomplete) {
  /** Found of expected files, 0 to 1; 1 if none was expected. */
  public double recall() {
    return expected == 0 ? 1 : (double) found / expected;
  }

  /** Time to the first answer in milliseconds; 0 if there was none. */
  public double firstMillis(double quantile) {
    return firstNanos.isEmpty()
        ? 0
        : firstNanos.get((int) (quantile * (firstNanos.size() - 1))) / 1e6;
  }
}
