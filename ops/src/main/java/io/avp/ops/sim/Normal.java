package io.avp.ops.sim;

import java.util.SplittableRandom;

/** The normal law, nearly. */
final class Normal {
  private static final int DRAWS = 12;

  private Normal() {}

  /** The sum of twelve even ones: the same on every machine, and right to 0.003. */
  static double draw(SplittableRandom random) {
    double sum = -DRAWS / 2.0;
    for (int i = 0; i < DRAWS; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** The share of all that is more, right to 1e-7 (Abramowitz and Stegun, 26.2.17). */
  static double above(double x) {
    if (x < 0) {
      return 1 - above(-x);
    }
    double t = 1 / (1 + 0.2316419 * x);
    double sum =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return sum * StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
  }
}
