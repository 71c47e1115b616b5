package io.avp.ops.bench.load;

/**
 * How the load comes.
 *
 * @param batch queries per write of a connection
 * @param window most queries of a connection that have not reached all their targets; at least
 *     {@code batch}
 */
public record LoadShape(int batch, int window) {
  /** Few busy connections: writes of 64 KiB, two of them on their way. */
  public static final LoadShape DENSE =
      new LoadShape((64 << 10) / QueryFrames.BYTES, 2 * (64 << 10) / QueryFrames.BYTES);

  /** Many quiet connections: one query per write, one on its way. */
  public static final LoadShape SPARSE = new LoadShape(1, 1);

  /** Checks the ranges. */
  public LoadShape {
    if (batch < 1 || window < batch) {
      throw new IllegalArgumentException("batch " + batch + ", window " + window);
    }
  }
}
