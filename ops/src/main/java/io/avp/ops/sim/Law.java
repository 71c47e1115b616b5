package io.avp.ops.sim;

import java.util.SplittableRandom;

/** How long something lasts, in seconds; what would last longer ends at {@link #most}. */
interface Law {
  /** Nothing lasts longer. */
  double most();

  /** The share of all that lasts longer, 0 to 1. */
  double survival(double seconds);

  /** Draws how long something lasts. */
  double draw(SplittableRandom random);

  /** A law whose survival can be turned round, so that what is left can be drawn, too. */
  interface Invertible extends Law {
    /** How long it takes until so large a share of all, above 0 to 1, is left. */
    double until(double share);

    @Override
    default double draw(SplittableRandom random) {
      return until(1 - random.nextDouble());
    }

    /** Draws how much longer something lasts that has lasted for so long. */
    default double left(double age, SplittableRandom random) {
      return until((1 - random.nextDouble()) * survival(age)) - age;
    }
  }

  /** A heavy tail that begins at 0. */
  record Lomax(double shape, double scale, double most) implements Invertible {
    @Override
    public double survival(double seconds) {
      return seconds >= most ? 0 : StrictMath.pow(1 + seconds / scale, -shape);
    }

    @Override
    public double until(double share) {
      return Math.min(most, scale * (StrictMath.pow(share, -1 / shape) - 1));
    }
  }

  /** A stretched exponential. */
  record Weibull(double shape, double scale, double most) implements Invertible {
    @Override
    public double survival(double seconds) {
      return seconds >= most ? 0 : StrictMath.exp(-StrictMath.pow(seconds / scale, shape));
    }

    @Override
    public double until(double share) {
      return Math.min(most, scale * StrictMath.pow(-StrictMath.log(share), 1 / shape));
    }
  }

  /** Logarithms of it are normal. */
  record LogNormal(double median, double sigma, double most) implements Law {
    @Override
    public double survival(double seconds) {
      return seconds <= 0
          ? 1
          : seconds >= most ? 0 : Normal.above(StrictMath.log(seconds / median) / sigma);
    }

    @Override
    public double draw(SplittableRandom random) {
      return Math.min(most, median * StrictMath.exp(sigma * Normal.draw(random)));
    }
  }
}
