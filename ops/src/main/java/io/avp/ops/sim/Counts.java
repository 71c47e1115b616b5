package io.avp.ops.sim;

import java.util.List;

/**
 * How often something was seen in each number.
 *
 * @param seen how often there were none, one, two...
 */
@SuppressWarnings("ArrayRecordComponent") // changed by nobody
record Counts(long[] seen) {
  /** What was seen of several, together. */
  static Counts sum(List<long[]> several) {
    long[] all = new long[several.stream().mapToInt(seen -> seen.length).max().orElse(0)];
    for (long[] seen : several) {
      for (int i = 0; i < seen.length; i++) {
        all[i] += seen[i];
      }
    }
    return new Counts(all);
  }

  long total() {
    long total = 0;
    for (long times : seen) {
      total += times;
    }
    return total;
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < seen.length; i++) {
      sum += (double) i * seen[i];
    }
    return sum / total();
  }

  double variance() {
    double mean = mean();
    double sum = 0;
    for (int i = 0; i < seen.length; i++) {
      sum += (i - mean) * (i - mean) * seen[i];
    }
    return sum / total();
  }

  /** Standard deviation by mean. */
  double variation() {
    return Math.sqrt(variance()) / mean();
  }

  /** How often it was this many, of all times. */
  double share(int number) {
    return number < seen.length ? (double) seen[number] / total() : 0;
  }

  /** The number that is not exceeded in such a share of all times. */
  int quantile(double share) {
    long wanted = (long) Math.ceil(share * total());
    int i = 0;
    long below = seen[0];
    while (below < wanted) {
      below += seen[++i];
    }
    return i;
  }
}
