package io.avp.ops.bench.load;

/**
 * How the load comes. A query is open until it has reached all its targets.
 *
 * @param batch queries per write of a connection
 * @param window most open queries of a connection; at least {@code batch}
 * @param inFlight most open queries of all connections together; at least {@code batch}
 * @param perSecond most queries per second of all connections together
 */
public record LoadShape(int batch, int window, int inFlight, int perSecond) {
  /** Few busy connections: writes of 64 KiB, two of them on their way. */
  public static final LoadShape DENSE =
      new LoadShape((64 << 10) / QueryFrames.BYTES, 2 * (64 << 10) / QueryFrames.BYTES);

  /** Four queries per write, one write on its way. */
  public static final LoadShape MID = new LoadShape(4, 4);

  /** Many quiet connections: one query per write, one on its way. */
  public static final LoadShape SPARSE = new LoadShape(1, 1);

  /** Checks the ranges. */
  public LoadShape {
    if (batch < 1 || window < batch || inFlight < batch || perSecond < 1) {
      throw new IllegalArgumentException(
          "batch " + batch + ", window " + window + ", " + inFlight + ", " + perSecond + "/s");
    }
  }

  /** Limited by connection only. */
  public LoadShape(int batch, int window) {
    this(batch, window, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** One query per write, so many open ones altogether, whoever sends them. */
  public static LoadShape inFlight(int queries) {
    return new LoadShape(1, queries, queries, Integer.MAX_VALUE);
  }

  /** Writes of 64 KiB as they are due, so many queries per second, whatever is open. */
  public static LoadShape offering(int queriesPerSecond) {
    return new LoadShape(DENSE.batch, Integer.MAX_VALUE, Integer.MAX_VALUE, queriesPerSecond);
  }

  /** The same, one query per write and at most so many of all connections per second. */
  public LoadShape paced(int queriesPerSecond) {
    return new LoadShape(1, window, inFlight, queriesPerSecond);
  }

  /** True if the clock decides when the next query is due. */
  boolean isPaced() {
    return perSecond < Integer.MAX_VALUE;
  }

  /** Queries that may have been sent when a run is so old. */
  long due(long nanos) {
    return isPaced() ? 1 + (long) (nanos / 1e9 * perSecond) : Long.MAX_VALUE;
  }
}
