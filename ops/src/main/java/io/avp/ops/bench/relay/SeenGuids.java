package io.avp.ops.bench.relay;

/**
 * Message ids that were seen: open addressing over primitives, 2^20 slots of 16 bytes. Forgets all
 * when three fifths are used.
 */
final class SeenGuids {
  private static final int SLOTS = 1 << 20;
  private static final int LIMIT = SLOTS / 5 * 3;

  private long[] ids = new long[SLOTS * 2];
  private int size;

  /** Only there so that the compiler cannot leave the loads out. */
  @SuppressWarnings("UnusedVariable")
  private long preloaded;

  /** True if the id, which is not all zero, is new; it is known from now on. */
  boolean add(long high, long low) {
    int at = slot(high, low);
    while (true) {
      long h = ids[at];
      long l = ids[at + 1];
      if (h == high && l == low) {
        return false;
      }
      if ((h | l) == 0) {
        break;
      }
      at = at + 2 & SLOTS * 2 - 1;
    }
    ids[at] = high;
    ids[at + 1] = low;
    if (++size == LIMIT) {
      // New pages come zeroed; clearing old ones would cost the same and keep the cache warm for
      // nothing.
      ids = new long[SLOTS * 2];
      size = 0;
    }
    return true;
  }

  /** Brings the id's slot into the cache. */
  void preload(long high, long low) {
    preloaded += ids[slot(high, low)];
  }

  private static int slot(long high, long low) {
    return (int) ((high ^ low >>> 8) * 0x9E3779B97F4A7C15L >>> 43) & -2;
  }
}
