package io.avp.ops.bench.load;

/**
 * What a {@link Flood} did for a while.
 *
 * @param offered queries that came due and were sent, or kept from being sent as the socket took no
 *     more; those that were sent if the clock does not decide
 * @param accepted queries that the relay's sockets took, but for a part of 64 KiB per source
 * @param delivered copies that members got
 * @param nanos length of the while
 */
public record FloodRound(long offered, long accepted, long delivered, long nanos) {
  /** Nothing yet. */
  public static final FloodRound NONE = new FloodRound(0, 0, 0, 0);

  /** Copies per second. */
  public double goodput() {
    return delivered * 1e9 / nanos;
  }

  /** Queries per second that were offered. */
  public double offer() {
    return offered * 1e9 / nanos;
  }

  /** Queries per second that were taken. */
  public double acceptance() {
    return accepted * 1e9 / nanos;
  }

  /** Both together. */
  public FloodRound plus(FloodRound next) {
    return new FloodRound(
        offered + next.offered,
        accepted + next.accepted,
        delivered + next.delivered,
        nanos + next.nanos);
  }
}
