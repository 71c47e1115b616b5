package io.avp.ops.bench.relay;

import java.util.Arrays;

/**
 * When a contest has warmed up: after {@value #LEAST} rounds at least, as soon as the compilers of
 * all JVMs rest, and after {@value #MOST} whatever they do. What they take before that belongs to
 * the start of a node, not to relaying.
 */
final class WarmUpRule {
  static final int LEAST = 2;

  /** A cluster of three JVMs on two processors takes half of it. */
  static final int MOST = 30;

  /** Percent of the CPU time of a relay that its compilers take at most if they rest. */
  static final int RESTING = 4;

  private int turns;
  private boolean over;

  /**
   * True if these rounds, one of each relay, belong to the warm-up.
   *
   * @param compiling share of the CPU time of each that its compilers took, 0 to 1
   */
  boolean warmsUp(double... compiling) {
    if (over) {
      return false;
    }
    turns++;
    boolean resting = Arrays.stream(compiling).allMatch(share -> 100 * share <= RESTING);
    over = turns >= MOST || (turns >= LEAST && resting);
    return true;
  }
}
