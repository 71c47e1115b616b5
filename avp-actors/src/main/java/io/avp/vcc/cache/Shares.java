package io.avp.vcc.cache;

/**
 * How much of a region each source fills, never told too low: two rows of counters, a source counts
 * in one of each (a count-min sketch), 1 KiB however many sources there are. Not safe for several
 * threads.
 */
final class Shares {
  private static final int CELLS = 128;

  /** Of one, in bytes. */
  static final long HEAP = 2L * CELLS * Integer.BYTES;

  private static final int PERCENT = 100;

  private final int percent;
  private final int floor;
  private final int[] first = new int[CELLS];
  private final int[] second = new int[CELLS];
  private int all;

  /**
   * Nothing filled.
   *
   * @param percent of all that one source may fill
   * @param floor what it may fill anyway, so that small regions work
   */
  Shares(int percent, int floor) {
    this.percent = percent;
    this.floor = floor;
  }

  /** True if a source may add so many more. */
  boolean permits(long source, int more) {
    long after = (long) count(source) + more;
    long share = ((long) all + more) * percent / PERCENT;
    return after <= Math.max(floor, share);
  }

  /** A source adds, or takes back, so many. */
  void add(long source, int number) {
    first[one(source)] += number;
    second[two(source)] += number;
    all += number;
  }

  /** What a source fills, at most. */
  int count(long source) {
    return Math.min(first[one(source)], second[two(source)]);
  }

  private static int one(long source) {
    return (int) (source * 0x9E3779B97F4A7C15L >>> 57);
  }

  private static int two(long source) {
    return (int) ((source ^ source >>> 31) * 0xC2B2AE3D27D4EB4FL >>> 57);
  }
}
