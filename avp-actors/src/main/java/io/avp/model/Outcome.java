package io.avp.model;

import java.util.Locale;

/**
 * The one fate of a received descriptor. Always: received = sum of all outcomes.
 *
 * <p>If several hold, the first in this order counts (relayed wins over answered).
 */
public enum Outcome {
  /** At least one copy went to another servent or virtual peer. */
  RELAYED,
  /** This virtual peer answered, and passed it to nobody. */
  ANSWERED,
  /** Joined with an equal one that was in flight already. */
  MERGED,
  /** Protocol use: QRP, Bye, vendor messages, pongs, alive pings. */
  CONSUMED,
  /** Not decided yet; becomes one of the others. */
  PENDING,
  /** Thrown away for a {@link DropReason}. */
  DROPPED;

  /** The word in views and metrics: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
