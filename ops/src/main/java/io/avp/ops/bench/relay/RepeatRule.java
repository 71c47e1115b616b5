package io.avp.ops.bench.relay;

/**
 * Which rounds count: not those in which the first relay, the yardstick, is more than {@value
 * #SLOWER} times slower than at its best, for then something else had the machine. After a number
 * of repeats every round counts.
 */
final class RepeatRule {
  /** Times its best above which a round is repeated. */
  static final double SLOWER = 1.5;

  private final int most;
  private double best = Double.POSITIVE_INFINITY;
  private int repeats;

  /**
   * No round yet.
   *
   * @param most repeats
   */
  RepeatRule(int most) {
    this.most = most;
  }

  /** A round that does not count whatever it took, because relays warm up. */
  void warmUp(double cost) {
    best = Math.min(best, cost);
  }

  /** True if a round counts in which the yardstick took {@code cost}. */
  boolean counts(double cost) {
    best = Math.min(best, cost);
    if (cost <= SLOWER * best || repeats == most) {
      return true;
    }
    repeats++;
    return false;
  }

  /** How often it was said that a round does not count. */
  int repeats() {
    return repeats;
  }
}
