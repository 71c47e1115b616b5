package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.FloodRound;

/**
 * What a flooded node delivered for a while, and what that cost.
 *
 * @param cpuNanos CPU time of the node
 * @param compilingNanos part of it that its compilers took
 */
public record Measured(FloodRound round, long cpuNanos, long compilingNanos) {
  /** Nothing yet. */
  public static final Measured NONE = new Measured(FloodRound.NONE, 0, 0);

  /** CPU time per delivery, in nanoseconds. */
  public double nanosEach() {
    return (double) cpuNanos / round.delivered();
  }

  /** Processors that the node kept busy. */
  public double cores() {
    return (double) cpuNanos / round.nanos();
  }

  /** Share of the CPU time that the compilers took, 0 to 1. */
  public double compilingShare() {
    return (double) compilingNanos / cpuNanos;
  }

  /** Both together. */
  public Measured plus(Measured next) {
    return new Measured(
        round.plus(next.round), cpuNanos + next.cpuNanos, compilingNanos + next.compilingNanos);
  }

  /** For people. */
  String text() {
    return String.format(
        "%,10.0f queries/s offered, %,10.0f taken   %,10.0f deliveries/s   node %.2f cores, %.0f"
            + " ns/delivery",
        round.offer(), round.acceptance(), round.goodput(), cores(), nanosEach());
  }
}
