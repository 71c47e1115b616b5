package io.avp.ops.sim;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * How old those are that are met at some moment, if new ones come all the time: long ones are met
 * more. A table of 64 kB, exact to a thousandth.
 */
final class Ages {
  private static final int POINTS = 4096;
  private static final double FIRST = 1e-3;

  private final double[] at = new double[POINTS];

  /** The integral of the survival up to there. */
  private final double[] below = new double[POINTS];

  /**
   * The ages by a law.
   *
   * @param survival which share lasts longer than so many seconds
   * @param most seconds that something lasts
   */
  Ages(DoubleUnaryOperator survival, double most) {
    double here = survival.applyAsDouble(0);
    for (int i = 1; i < POINTS; i++) {
      at[i] = FIRST * StrictMath.pow(most / FIRST, (i - 1.0) / (POINTS - 2));
      double there = survival.applyAsDouble(at[i]);
      below[i] = below[i - 1] + (at[i] - at[i - 1]) * (here + there) / 2;
      here = there;
    }
  }

  /** How long one lasts, mean, in seconds. */
  double mean() {
    return below[POINTS - 1];
  }

  /** The share of those met that are older. */
  double older(double seconds) {
    int found = Arrays.binarySearch(at, seconds);
    int i = found < 0 ? -found - 1 : found;
    return i == 0 ? 1 : i == POINTS ? 0 : 1 - between(seconds, at, below, i) / mean();
  }

  /** Draws the age of one that is met, in seconds. */
  double draw(SplittableRandom random) {
    double wanted = (1 - random.nextDouble()) * mean();
    int found = Arrays.binarySearch(below, wanted);
    int i = Math.min(found < 0 ? -found - 1 : found, POINTS - 1);
    return between(wanted, below, at, i);
  }

  /** What belongs to a value that lies between two points, the second of which is given. */
  private static double between(double value, double[] from, double[] to, int i) {
    double width = from[i] - from[i - 1];
    double part = width == 0 ? 0 : (value - from[i - 1]) / width;
    return to[i - 1] + part * (to[i] - to[i - 1]);
  }
}
