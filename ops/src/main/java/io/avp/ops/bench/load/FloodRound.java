package io.avp.ops.bench.load;

/**
 * What a {@link Flood} did for a while.
 *
 * @param offered queries that were due; those that were sent if nothing but the relay held the
 *     sources back
 * @param accepted queries that the relay's sockets took, but for a part of 64 KiB per source
 * @param delivered copies that members got
 * @param looks how often a source was looked at
 * @param full how often its socket took no more then
 * @param nanos length of the while
 */
public record FloodRound(
    long offered, long accepted, long delivered, long looks, long full, long nanos) {
  /** Nothing yet. */
  public static final FloodRound NONE = new FloodRound(0, 0, 0, 0, 0, 0);

  /** Copies per second. */
  public double goodput() {
    return delivered * 1e9 / nanos;
  }

  /** Queries per second that were due. */
  public double offer() {
    return offered * 1e9 / nanos;
  }

  /** Queries per second that were taken. */
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
        offered + next.offered,
        accepted + next.accepted,
        delivered + next.delivered,
        looks + next.looks,
        full + next.full,
        nanos + next.nanos);
  }
}
