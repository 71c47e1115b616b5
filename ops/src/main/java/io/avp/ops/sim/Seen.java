package io.avp.ops.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was seen of an overlay.
 *
 * @param times how often peers of each kind were seen with so many relations, second by second
 * @param correlation of the number of relations of a peer with its own, so many seconds later as
 *     {@link #LAGS} says; what peers of its kind have on the mean is taken off both
 * @param inTime variance of the number of relations of one peer about its own mean
 * @param lasted how long relations lasted that began
 * @param examples how many relations one peer of each kind had that was there all the time
 * @param digest SHA-256 of all that happened
 */
@SuppressWarnings("ArrayRecordComponent") // changed by nobody
record Seen(
    long[][] times,
    double[] correlation,
    double inTime,
    HoldingTimes lasted,
    List<int[]> examples,
    String digest) {

  /** Seconds between two looks at the same peer. */
  static final int[] LAGS = {1, 2, 4, 8, 15, 30, 60, 120, 180, 240, 300, 450, 600};

  static Seen of(long[][] times, List<Watch.Track> tracks, HoldingTimes lasted, String digest) {
    double[] means = new double[times.length];
    for (int kind = 0; kind < means.length; kind++) {
      means[kind] = new Counts(times[kind]).mean();
    }
    double[] correlation = new double[LAGS.length];
    double variance = product(tracks, means, 0);
    for (int i = 0; i < LAGS.length; i++) {
      correlation[i] = variance == 0 ? 0 : product(tracks, means, LAGS[i]) / variance;
    }
    return new Seen(
        times, correlation, inTime(tracks), lasted, examples(tracks, times.length), digest);
  }

  /** The mean product of how far a number is from its mean, and how far it is later. */
  private static double product(List<Watch.Track> tracks, double[] means, int lag) {
    double sum = 0;
    long pairs = 0;
    for (Watch.Track track : tracks) {
      double mean = means[track.kind];
      for (int t = lag; t < track.seconds(); t++) {
        sum += (track.at(t - lag) - mean) * (track.at(t) - mean);
        pairs++;
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  private static double inTime(List<Watch.Track> tracks) {
    double squares = 0;
    long seconds = 0;
    for (Watch.Track track : tracks) {
      int[] relations = track.relations();
      double mean = IntStream.of(relations).average().orElse(0);
      squares += IntStream.of(relations).mapToDouble(n -> (n - mean) * (n - mean)).sum();
      seconds += relations.length;
    }
    return seconds == 0 ? 0 : squares / seconds;
  }

  /** The longest track of each kind. */
  private static List<int[]> examples(List<Watch.Track> tracks, int kinds) {
    List<int[]> examples = new ArrayList<>();
    for (int kind = 0; kind < kinds; kind++) {
      Watch.Track longest = null;
      for (Watch.Track track : tracks) {
        if (track.kind == kind && (longest == null || track.seconds() > longest.seconds())) {
          longest = track;
        }
      }
      examples.add(longest == null ? new int[0] : longest.relations());
    }
    return examples;
  }
}
