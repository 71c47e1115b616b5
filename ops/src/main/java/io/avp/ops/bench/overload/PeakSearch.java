package io.avp.ops.bench.overload;

import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.relay.FloodedNode;
import io.avp.ops.bench.relay.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The most that a node delivers, whatever it is offered: of the loads that were tried, those that
 * deliver most in the median of their rounds. Sources that wait for what they have sent come first;
 * then more and more is due by the clock, as multiples of what the node carried of those.
 */
final class PeakSearch {
  /** From what sources that wait bring about up to twice that. */
  private static final double[] TIMES = {1.25, 1.5, 2};

  private static final int ROUNDS = 3;
  private static final long NANOS = 2_000_000_000L;

  private final FloodedNode node;
  private final List<Level> levels = new ArrayList<>();
  private double waiting;

  /** Nothing tried yet. */
  PeakSearch(FloodedNode node) {
    this.node = node;
  }

  /** Until the compilers of the node rest. */
  void warmUp() throws IOException {
    node.warmUp(NANOS, LoadShape.DENSE);
  }

  /** Tries all loads; the second time with the multiples of the first time. */
  void tryAll() throws IOException {
    level("waiting sources", LoadShape.DENSE);
    waiting = waiting == 0 ? carried() : waiting;
    for (double times : TIMES) {
      level(
          String.format("%.2f times due", times),
          LoadShape.offering((int) Math.ceil(times * waiting)));
    }
  }

  private void level(String what, LoadShape shape) throws IOException {
    node.run("sockets fill", NANOS, shape);
    List<Measured> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(node.run(what, NANOS, shape));
    }
    node.flood().drain();
    levels.add(new Level(rounds));
  }

  /** The one of all that were tried under which most was delivered. */
  Level peak() {
    return levels.stream()
        .max(Comparator.comparingDouble(level -> level.goodput().value()))
        .orElseThrow();
  }

  /** Queries per second that it passed on then. */
  double carried() {
    return peak().goodput().value() / node.flood().copies();
  }
}
