package io.avp.ops.workload;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Ranks by the law of Zipf and Mandelbrot: rank r (from 0) has a weight of 1/(r+1+shift)^exponent.
 * The same on every machine.
 */
public final class Zipf {
  private final double[] cumulated;

  /** Ranks by Zipf's law alone. */
  public Zipf(int ranks, double exponent) {
    this(ranks, exponent, 0);
  }

  /** Ranks by the law of Zipf and Mandelbrot. */
  public Zipf(int ranks, double exponent, double shift) {
    cumulated = new double[ranks];
    double sum = 0;
    for (int r = 0; r < ranks; r++) {
      sum += StrictMath.pow(r + 1 + shift, -exponent);
      cumulated[r] = sum;
    }
  }

  /** How likely a rank is, 0 to 1. */
  public double share(int rank) {
    double below = rank == 0 ? 0 : cumulated[rank - 1];
    return (cumulated[rank] - below) / cumulated[cumulated.length - 1];
  }

  /** Draws a rank, from 0. */
  public int draw(RandomGenerator random) {
    double at = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, at);
    return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
  }
}
