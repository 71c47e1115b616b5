package io.avp.ops.bench.relay;

/**
 * When a contest has warmed up: after two rounds at least, as soon as the compilers of all JVMs
 * rest. What they take before that belongs to the start of a node, not to relaying.
 */
final class WarmUpRule {
  private static final int LEAST = 2;

  /** A cluster of three JVMs on two processors takes half of it. */
  private static final int MOST = 30;

  /** Part of the CPU time of a relay that its compilers may take. */
  private static final double RESTING = 0.04;

  private int turns;
  private boolean over;

  /** True if these rounds, one of each relay, belong to the warm-up. */
  boolean warmsUp(Round... found) {
    if (over) {
      return false;
    }
    turns++;
    boolean resting = true;
    for (Round round : found) {
      resting &= round.compiling() <= RESTING * round.cpu();
    }
    over = turns >= MOST || (turns >= LEAST && resting);
    return true;
  }
}
