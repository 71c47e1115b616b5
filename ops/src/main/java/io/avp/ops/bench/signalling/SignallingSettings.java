package io.avp.ops.bench.signalling;

import io.avp.ops.report.Figure;
import java.time.Duration;

/**
 * How large a run is.
 *
 * @param servents members at a time
 * @param queries different texts
 * @param seconds of churn
 * @param seed of all draws
 * @param small true if it is to be over soon: no node is killed
 */
public record SignallingSettings(int servents, int queries, int seconds, long seed, boolean small) {
  /** Members of one run have addresses of their own, and so have those of another process. */
  private static final int FIRST_IP = 0x7f80_0001;

  private static final int PROCESS_SHIFT = 11;
  private static final int STAGE_SHIFT = 8;

  /** In small, what a machine is too slow or a realm too small for need not be held. */
  Figure inLarge(Figure figure) {
    return small ? figure.must(null).aim(null) : figure;
  }

  /** How long members are waited for of which nothing new is known. */
  Duration steady() {
    return Duration.ofSeconds(small ? 15 : 130);
  }

  /** Address of the first member on a stage, 0 to 7. */
  int firstIp(int stage) {
    int process = (int) ProcessHandle.current().pid() & 0x7f;
    return FIRST_IP + (process << PROCESS_SHIFT) + (stage << STAGE_SHIFT);
  }
}
