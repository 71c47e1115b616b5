package io.avp.ops.bench.load;

/**
 * What a {@link Flood} did for a while.
 *
 * @param accepted queries that the relay's sockets took, but for a part of 64 KiB per source
 * @param delivered copies that members got which always read
 * @param nanos length of the while
 */
public record FloodRound(long accepted, long delivered, long nanos) {
  /** Copies per second. */
  public double goodput() {
    return delivered * 1e9 / nanos;
  }

  /** Queries per second. */
  public double acceptance() {
    return accepted * 1e9 / nanos;
  }

  /** Both together. */
  public FloodRound plus(FloodRound next) {
    return new FloodRound(accepted + next.accepted, delivered + next.delivered, nanos + next.nanos);
  }
}
