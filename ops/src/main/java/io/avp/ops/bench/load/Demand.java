package io.avp.ops.bench.load;

/**
 * What is due by the clock at the sources of one run, each an equal part, and how much of it was
 * really offered: sent, or kept back as the source's socket took no more. What came due while the
 * socket would have taken it, but the load generator did not get round to writing it, was not.
 */
final class Demand {
  private final LoadShape shape;
  private final int sources;
  private final long[] sent;
  private final long[] seen;
  private long accepted;
  private long offered;

  /**
   * Nothing sent yet.
   *
   * @param connections number of connections
   * @param sources how many of them send
   */
  Demand(LoadShape shape, int connections, int sources) {
    this.shape = shape;
    this.sources = sources;
    this.sent = new long[connections];
    this.seen = new long[connections];
  }

  /** True if a source may write when the run is so old. */
  boolean isDue(int source, long nanos) {
    return due(nanos) - sent[source] >= shape.batch();
  }

  private long due(long nanos) {
    return shape.due(nanos) / sources;
  }

  /** A source has written. */
  void sent(int source) {
    sent[source] += shape.batch();
    accepted += shape.batch();
  }

  /**
   * A source has had its turn.
   *
   * @param full true if its socket takes no more
   */
  void looked(int source, long nanos, boolean full) {
    long due = due(nanos);
    if (full || !isDue(source, nanos)) {
      offered += due - seen[source];
    }
    seen[source] = due;
  }

  /** Queries that were written. */
  long accepted() {
    return accepted;
  }

  /** Queries that were offered; those that were written if the clock does not decide. */
  long offered() {
    return shape.isPaced() ? offered : accepted;
  }
}
