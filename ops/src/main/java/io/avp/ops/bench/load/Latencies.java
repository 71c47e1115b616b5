package io.avp.ops.bench.load;

/**
 * Times from the write of a query to the read of each of its copies: a ring of send times per
 * connection, and a histogram whose buckets are at most 1/128 of their value wide. Not thread-safe.
 */
public final class Latencies {
  private static final int PRECISION = 7;
  private static final int BUCKETS = Long.SIZE - PRECISION << PRECISION;

  private final int mask;
  private final int bits;
  private final long[] sentAt;
  private final long[] histogram = new long[BUCKETS];
  private long count;

  /**
   * Without any time.
   *
   * @param connections whose queries are looked at
   * @param window most open queries of a connection, 1 to 2^24
   */
  Latencies(int connections, int window) {
    this.bits = Integer.SIZE - Integer.numberOfLeadingZeros(window - 1);
    this.mask = (1 << bits) - 1;
    this.sentAt = new long[connections << bits];
  }

  /** Query {@code number} of a connection is written. */
  void sent(int source, long number, long now) {
    sentAt[slot(source, number)] = now;
  }

  /** A copy of an open query has been read. */
  void received(int source, long number, long now) {
    histogram[bucket(Math.max(0, now - sentAt[slot(source, number)]))]++;
    count++;
  }

  private int slot(int source, long number) {
    return source << bits | (int) number & mask;
  }

  private static int bucket(long nanos) {
    int shift = Math.max(0, Long.SIZE - 1 - PRECISION - Long.numberOfLeadingZeros(nanos));
    return (shift << PRECISION) + (int) (nanos >>> shift);
  }

  /** The least time that a bucket holds. */
  private static long least(int bucket) {
    int shift = Math.max(0, (bucket >>> PRECISION) - 1);
    return (long) (bucket - (shift << PRECISION)) << shift;
  }

  /**
   * The time, in nanoseconds, within which a share of all copies came.
   *
   * @param share above 0, to 1
   * @return NaN if none came
   */
  public double percentile(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(share * count));
    int bucket = 0;
    for (long seen = histogram[0]; seen < rank; seen += histogram[bucket]) {
      bucket++;
    }
    return least(bucket) + (least(bucket + 1) - least(bucket) - 1) / 2.0;
  }
}
