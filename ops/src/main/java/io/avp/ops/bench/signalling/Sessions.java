package io.avp.ops.bench.signalling;

import java.util.SplittableRandom;

/**
 * How long servents stay, as was measured of real ones: four of five by Weibull's law, mean 64.5
 * and median 22.5 minutes; the fifth by Lomax's, with a heavy tail.
 */
final class Sessions {
  private static final double STABLE = 0.2;
  private static final double WEIBULL_SHAPE = 0.59;
  private static final double WEIBULL_SECONDS = 41.9 * 60;
  private static final double LOMAX_SHAPE = 1.1;
  private static final double LOMAX_SECONDS = 68.3 * 60;
  private static final double LONGEST_SECONDS = 7 * 86_400.0;

  private final SplittableRandom random;

  Sessions(SplittableRandom random) {
    this.random = random;
  }

  /** Length of the session of one that comes now, in seconds. */
  double next() {
    double u = 1 - random.nextDouble();
    double seconds =
        random.nextDouble() < STABLE
            ? LOMAX_SECONDS * (Math.pow(u, -1 / LOMAX_SHAPE) - 1)
            : WEIBULL_SECONDS * Math.pow(-Math.log(u), 1 / WEIBULL_SHAPE);
    return Math.min(seconds, LONGEST_SECONDS);
  }

  /**
   * What is left of the session of one that is there already, in seconds: long ones are met more.
   */
  double left() {
    double end = next();
    while (end < LONGEST_SECONDS) {
      end += next();
    }
    return end - LONGEST_SECONDS;
  }
}
