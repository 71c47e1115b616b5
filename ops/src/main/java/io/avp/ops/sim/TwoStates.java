package io.avp.ops.sim;

import java.util.function.DoubleUnaryOperator;

/**
 * Two kinds of relations, found in nothing but how long relations last: the most likely mixture of
 * a log-normal law and Lomax's.
 *
 * @param shortShare share of the relations that are short
 * @param logMedian logarithm of how long a short one lasts, median, in seconds
 * @param sigma how much that differs, of its logarithm
 * @param shape of how long a stable one lasts
 * @param scale of the same law, in seconds
 */
record TwoStates(double shortShare, double logMedian, double sigma, double shape, double scale) {
  private static final int ROUNDS = 1_000;
  private static final double SETTLED = 1e-7;

  /** What is taken for short at first, in seconds. */
  private static final double FIRST_GUESS = 30;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double PRECISION = 1e-4;
  private static final double LEAST_SCALE = 1;
  private static final double MOST_SCALE = 1e6;

  /** Finds them (expectation and maximisation in turn). */
  static TwoStates of(HoldingTimes lasted) {
    TwoStates found = of(lasted, seconds -> seconds < FIRST_GUESS ? 1 : 0);
    for (int round = 0; round < ROUNDS; round++) {
      TwoStates better = of(lasted, found::isShort);
      boolean settled = Math.abs(better.shortShare - found.shortShare) < SETTLED;
      found = better;
      if (settled) {
        break;
      }
    }
    return found;
  }

  /** The best if there is only one kind: the one of the two laws that fits better. */
  static TwoStates single(HoldingTimes lasted) {
    TwoStates brief = of(lasted, seconds -> 1);
    TwoStates stable = of(lasted, seconds -> 0);
    return brief.distance(lasted) < stable.distance(lasted) ? brief : stable;
  }

  /** The most likely ones if it is known how likely a relation of some length is short. */
  private static TwoStates of(HoldingTimes lasted, DoubleUnaryOperator isShort) {
    double[] stable = new double[HoldingTimes.CLASSES];
    double all = 0;
    double brief = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < stable.length; i++) {
      double part = isShort.applyAsDouble(HoldingTimes.middle(i)) * lasted.count(i);
      double log = Math.log(HoldingTimes.middle(i));
      stable[i] = lasted.count(i) - part;
      all += lasted.count(i);
      brief += part;
      sum += part * log;
      squares += part * log * log;
    }
    double mean = brief > 0 ? sum / brief : 0;
    double sigma = brief > 0 ? Math.sqrt(squares / brief - mean * mean) : 1;
    double scale = scale(stable);
    return new TwoStates(brief / all, mean, sigma, shape(stable, scale), scale);
  }

  /** The most likely scale, by golden sections. */
  private static double scale(double[] stable) {
    double low = Math.log(LEAST_SCALE);
    double high = Math.log(MOST_SCALE);
    while (high - low > PRECISION) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (likelihood(stable, Math.exp(left)) > likelihood(stable, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp(low);
  }

  /** Logarithm of it per relation, with the best shape for a scale. */
  private static double likelihood(double[] stable, double scale) {
    double shape = shape(stable, scale);
    return Math.log(shape / scale) - 1 / shape;
  }

  private static double shape(double[] stable, double scale) {
    double count = 0;
    double logs = 0;
    for (int i = 0; i < stable.length; i++) {
      count += stable[i];
      logs += stable[i] * Math.log1p(HoldingTimes.middle(i) / scale);
    }
    return count > 0 ? count / logs : 1;
  }

  /** How likely it is that a relation that lasted for so long is a short one. */
  double isShort(double seconds) {
    double brief = briefDensity(seconds);
    double both = brief + stableDensity(seconds);
    return both > 0 ? brief / both : 0;
  }

  /** How many relations are short and last for so long, per unit of the logarithm. */
  double briefDensity(double seconds) {
    double z = (Math.log(seconds) - logMedian) / sigma;
    return shortShare * Math.exp(-z * z / 2) / (sigma * Math.sqrt(2 * Math.PI));
  }

  /** How many are stable and last for so long, per unit of the logarithm. */
  double stableDensity(double seconds) {
    return (1 - shortShare) * shape / scale * seconds * Math.pow(1 + seconds / scale, -shape - 1);
  }

  /** How far it is from what was seen: the largest difference of both sums (Kolmogorov). */
  double distance(HoldingTimes lasted) {
    double most = 0;
    double seen = 0;
    double expected = 0;
    for (int i = 0; i < HoldingTimes.CLASSES; i++) {
      double middle = HoldingTimes.middle(i);
      seen += (double) lasted.count(i) / lasted.count();
      expected += HoldingTimes.WIDTH * (briefDensity(middle) + stableDensity(middle));
      most = Math.max(most, Math.abs(seen - expected));
    }
    return most;
  }
}
