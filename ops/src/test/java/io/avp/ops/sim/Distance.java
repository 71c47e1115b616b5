package io.avp.ops.sim;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;

/** How far what is drawn is from its law. */
final class Distance {
  /** Draws that make chance differ by less than 0.002. */
  static final int DRAWS = 1_000_000;

  private Distance() {}

  /** The largest difference of both sums (Kolmogorov and Smirnov). */
  static double of(DoubleSupplier drawn, DoubleUnaryOperator survival) {
    return of(drawn, DRAWS, survival);
  }

  static double of(DoubleSupplier drawn, int draws, DoubleUnaryOperator survival) {
    double[] all = new double[draws];
    Arrays.setAll(all, i -> drawn.getAsDouble());
    Arrays.sort(all);
    double most = 0;
    for (int i = 0; i < draws; i++) {
      // What ends at the most, or is a whole number, is there many times: the sum counts.
      if (i == draws - 1 || all[i + 1] > all[i]) {
        double below = 1 - survival.applyAsDouble(all[i]);
        most = Math.max(most, Math.abs((i + 1.0) / draws - below));
      }
    }
    return most;
  }
}
