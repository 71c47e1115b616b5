package io.avp.ops.bench.load;

/**
 * What a {@link Flood} did for a while.
 *
 * @param accepted queries that the relay's sockets took, but for a part of 64 KiB per source
 * @param delivered copies that members got which always read
 * @param looks how often a source was looked at
 * @param full how often its socket took no more then
 * @param nanos length of the while
 */
public record FloodRound(long accepted, long delivered, long looks, long full, long nanos) {
  /** Copies per second. */
  public double goodput() {
    return delivered * 1e9 / nanos;
  }

  /** Queries per second. */
  public double acceptance() {
    return accepted * 1e9 / nanos;
  }

  /** Share of the looks at which a source's socket took no more, 0 to 1. */
  public double fullness() {
    return looks == 0 ? 0 : (double) full / looks;
  }

  /** Both together. */
  public FloodRound plus(FloodRound next) {
    return new FloodRound(
        accepted + next.accepted,
        delivered + next.delivered,
        looks + next.looks,
        full + next.full,
        nanos + next.nanos);
  }
}
