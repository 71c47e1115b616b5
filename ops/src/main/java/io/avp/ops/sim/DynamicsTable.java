package io.avp.ops.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the runs of one variation have shown together. */
final class DynamicsTable {
  private final List<Seen> runs;
  private final Counts all;
  private final List<Counts> kinds = new ArrayList<>();
  private final HoldingTimes lasted = new HoldingTimes();
  private final TwoStates states;

  DynamicsTable(List<Seen> runs) {
    this.runs = runs;
    for (int kind = 0; kind < runs.get(0).times().length; kind++) {
      int number = kind;
      kinds.add(Counts.sum(runs.stream().map(run -> run.times()[number]).toList()));
    }
    all = Counts.sum(kinds.stream().map(Counts::seen).toList());
    runs.forEach(run -> lasted.add(run.lasted()));
    states = TwoStates.of(lasted);
  }

  /** How many relations peers have, all peers and times alike. */
  Counts all() {
    return all;
  }

  /** The same for those that want as many. */
  List<Counts> kinds() {
    return kinds;
  }

  /** The mean of each run. */
  double[] means() {
    return runs.stream().mapToDouble(run -> Counts.sum(List.of(run.times())).mean()).toArray();
  }

  /**
   * How much the number of one peer changes while it is watched: standard deviation about its own
   * mean, by the mean of all.
   */
  double variationInTime() {
    return Math.sqrt(runs.stream().mapToDouble(Seen::inTime).average().orElse(0)) / all.mean();
  }

  /** New relations of a peer per second, whoever begins them. */
  double newPerSecond() {
    return 2.0 * lasted.count() / all.total();
  }

  /** How long relations last. */
  HoldingTimes lasted() {
    return lasted;
  }

  /** The two kinds of relations that are found in that. */
  TwoStates states() {
    return states;
  }

  /** How far the best law of a single kind is from how long relations last (Kolmogorov). */
  double distanceOfOneKind() {
    return TwoStates.single(lasted).distance(lasted);
  }

  /** Correlation of the number of a peer with its own, for each of {@link Seen#LAGS}. */
  double[] correlation() {
    return IntStream.range(0, Seen.LAGS.length)
        .mapToDouble(
            lag -> runs.stream().mapToDouble(run -> run.correlation()[lag]).average().orElse(0))
        .toArray();
  }

  /** The same, so many seconds later: one of {@link Seen#LAGS}. */
  double correlation(int seconds) {
    return correlation()[Arrays.binarySearch(Seen.LAGS, seconds)];
  }

  /** How the number of one peer of each kind changed in the first run. */
  List<int[]> examples() {
    return runs.get(0).examples();
  }
}
