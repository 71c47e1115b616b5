package io.avp.ops.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How long relations lasted, in classes of 2 %. Not safe for several threads. */
final class HoldingTimes {
  /** Logarithm of the shortest time that is told from others, in seconds. */
  private static final double FIRST = StrictMath.log(1e-3);

  /** Width of a class, of the logarithm. */
  static final double WIDTH = 0.02;

  /** Enough for 100 days. */
  static final int CLASSES = 1150;

  private static final double[] MIDDLES =
      IntStream.range(0, CLASSES)
          .mapToDouble(i -> StrictMath.exp(FIRST + (i + 0.5) * WIDTH))
          .toArray();

  private final long[] counts = new long[CLASSES];
  private long count;
  private double seconds;

  /** Counts a relation that lasted for so long. */
  void add(double lasted) {
    double place = (StrictMath.log(Math.max(lasted, 1e-6)) - FIRST) / WIDTH;
    counts[(int) Math.max(0, Math.min(CLASSES - 1, place))]++;
    count++;
    seconds += lasted;
  }

  /** Counts what others have counted. */
  void add(HoldingTimes others) {
    for (int i = 0; i < CLASSES; i++) {
      counts[i] += others.counts[i];
    }
    count += others.count;
    seconds += others.seconds;
  }

  /** The time in the middle of a class, in seconds. */
  static double middle(int i) {
    return MIDDLES[i];
  }

  /** Some classes as one: where each begins and ends, in seconds, and its share of all. */
  List<double[]> classes(int together) {
    List<double[]> all = new ArrayList<>();
    for (int from = 0; from + together <= CLASSES; from += together) {
      long sum = Arrays.stream(counts, from, from + together).sum();
      if (sum > 0) {
        double begin = StrictMath.exp(FIRST + from * WIDTH);
        double end = StrictMath.exp(FIRST + (from + together) * WIDTH);
        all.add(new double[] {begin, end, (double) sum / count});
      }
    }
    return all;
  }

  long count() {
    return count;
  }

  /** Relations of a class. */
  long count(int i) {
    return counts[i];
  }

  /** Mean, in seconds. */
  double mean() {
    return seconds / count;
  }

  /** Half of them lasted longer, in seconds. */
  double median() {
    long below = 0;
    int i = 0;
    while (i < CLASSES - 1 && 2 * (below + counts[i]) < count) {
      below += counts[i++];
    }
    return middle(i);
  }

  /**
   * Which share of the relations that a peer has now it still has after so many seconds: what their
   * number would keep of its correlation, if peers stayed.
   */
  double kept(double after) {
    double kept = 0;
    double all = 0;
    for (int i = 0; i < CLASSES; i++) {
      kept += counts[i] * Math.max(0, middle(i) - after);
      all += counts[i] * middle(i);
    }
    return kept / all;
  }
}
