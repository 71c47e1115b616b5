package io.avp.ops.chaos;

import java.io.IOException;

/** One direction between two nodes. */
final class Valve {
  private Impairment impairment = Impairment.PASS;
  private long resets;

  synchronized void set(Impairment now) {
    if (now == Impairment.REFUSE && impairment != now) {
      resets++;
    }
    impairment = now;
    notifyAll();
  }

  /** How often connections have been reset: one that has seen fewer resets is dead. */
  synchronized long resets() {
    return resets;
  }

  /**
   * Waits until bytes may pass.
   *
   * @param seen what {@link #resets} was when the connection began
   * @throws IOException if the connection has been reset meanwhile
   */
  synchronized void await(long seen) throws IOException, InterruptedException {
    while (impairment == Impairment.STALL && resets == seen) {
      wait();
    }
    if (impairment == Impairment.REFUSE || resets != seen) {
      throw new IOException("reset");
    }
  }
}
