package io.avp.aol.routing;

/** When the generations of a table change: after the retention time, or when the young is full. */
final class Generations {
  private final GuidTable table;
  private final long retentionNanos;
  private long youngSince;
  private boolean started;
  private long early;

  /**
   * Nothing has begun.
   *
   * @param retentionNanos shortest life of an entry
   */
  Generations(GuidTable table, long retentionNanos) {
    this.table = table;
    this.retentionNanos = retentionNanos;
  }

  /** Begins a generation if it is time; true if one has begun. */
  boolean expire(long nowNanos) {
    if (!started) {
      started = true;
      youngSince = nowNanos;
    }
    long age = nowNanos - youngSince;
    if (age < retentionNanos) {
      return false;
    }
    begin(nowNanos);
    if (age >= 2 * retentionNanos) {
      begin(nowNanos);
    }
    return true;
  }

  /** Begins a generation before its time. */
  void early(long nowNanos) {
    early++;
    begin(nowNanos);
  }

  /** How often a generation was full before its time. */
  long early() {
    return early;
  }

  private void begin(long nowNanos) {
    table.turn();
    youngSince = nowNanos;
  }
}
