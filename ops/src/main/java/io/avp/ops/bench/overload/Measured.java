package io.avp.ops.bench.overload;

import io.avp.ops.bench.load.FloodRound;

/**
 * What was delivered for a while, and what that cost.
 *
 * @param cpuNanos CPU time of the node
 */
record Measured(FloodRound round, long cpuNanos) {
  /** Nothing yet. */
  static final Measured NONE = new Measured(FloodRound.NONE, 0);

  /** CPU time per delivery, in nanoseconds. */
  double nanosEach() {
    return (double) cpuNanos / round.delivered();
  }

  /** Both together. */
  Measured plus(Measured next) {
    return new Measured(round.plus(next.round), cpuNanos + next.cpuNanos);
  }

  /** For people. */
  String text() {
    return String.format(
        "%,10.0f queries/s   %,10.0f deliveries/s   %3.0f %% full   node %.2f cores, %.0f"
            + " ns/delivery",
        round.acceptance(),
        round.goodput(),
        100 * round.fullness(),
        cpuNanos / (double) round.nanos(),
        nanosEach());
  }
}
