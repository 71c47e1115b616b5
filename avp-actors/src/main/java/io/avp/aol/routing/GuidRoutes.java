package io.avp.aol.routing;

import java.util.BitSet;

/**
 * Where the answers to a message id go back to: two generations of primitive tables, no object per
 * entry.
 *
 * <p>An entry stays for at least the retention time and at most twice as long, unless a generation
 * is full before its time ({@link #earlySwaps} counts that). While more than half of a generation
 * is used, no origin may hold more than its share of it, so that one flooder does not push out the
 * others' routes. {@link #exempt Exempt} origins may: they speak for many, whose shares were looked
 * at before.
 *
 * <p>Routes are handles of {@link RouteHandles}. Times are readings of a monotonic clock. Not safe
 * for several threads.
 */
public final class GuidRoutes {
  /** Kind of a query's message id. */
  public static final int QUERY = 0;

  /** Kind of a ping's message id. */
  public static final int PING = 1;

  /** Kind of other messages that await an answer. */
  public static final int OTHER = 2;

  private static final int MAX_TTL = 63;

  private final long salt;
  private final long retentionNanos;
  private final int share;
  private final int[] perOrigin = new int[RouteHandles.MAX];
  private final BitSet exempt = new BitSet();
  private GuidTable young;
  private GuidTable old;
  private long youngSince;
  private boolean started;
  private long earlySwaps;
  private long exhausted;

  /**
   * Empty tables.
   *
   * @param slots of each generation, a power of two, 1,024 to 2^22; three fifths of them are used
   * @param retentionNanos shortest life of an entry, 600 s or more for queries
   * @param originShare part of a generation that one origin may hold when it fills up, above 0 to 1
   * @param salt secret random number
   */
  public GuidRoutes(int slots, long retentionNanos, double originShare, long salt) {
    if (Integer.bitCount(slots) != 1 || slots < 1 << 10 || slots > 1 << 22) {
      throw new IllegalArgumentException("slots " + slots + " is not a power of two, 2^10..2^22");
    }
    if (retentionNanos < 1 || !(originShare > 0 && originShare <= 1)) {
      throw new IllegalArgumentException(
          "retention " + retentionNanos + " ns or share " + originShare + " out of range");
    }
    this.retentionNanos = retentionNanos;
    this.salt = salt;
    this.young = new GuidTable(slots);
    this.old = new GuidTable(slots);
    this.share = Math.max(1, (int) (young.limit() * originShare));
  }

  /**
   * Remembers a message id if it is new.
   *
   * @param high first half of the GUID
   * @param low second half of the GUID
   * @param kind {@link #QUERY}, {@link #PING} or {@link #OTHER}: their ids do not meet
   * @param route handle of the connection it came from, not 0
   * @param ttl as received; above 63 counts as 63
   */
  public Seen insert(long high, long low, int kind, int route, int ttl, long nowNanos) {
    expire(nowNanos);
    int data = Math.min(ttl, MAX_TTL);
    long key = GuidTable.key(high, low, kind, salt);
    int slot = young.find(key);
    if (slot >= 0) {
      return again(young, slot, route, data);
    }
    int oldSlot = old.find(key);
    if (oldSlot >= 0) {
      return again(old, oldSlot, route, data);
    }
    if (young.isFull()) {
      earlySwaps++;
      swap(nowNanos);
      slot = young.find(key);
    }
    int origin = RouteHandles.slot(route);
    if (perOrigin[origin] >= share && !exempt.get(origin) && young.size() * 2 >= young.limit()) {
      exhausted++;
      return Seen.EXHAUSTED;
    }
    young.add(slot, key, route, data);
    perOrigin[origin]++;
    return Seen.NEW;
  }

  /**
   * Lets an origin hold more than a share, or not any more.
   *
   * @param route its handle
   */
  public void exempt(int route, boolean yes) {
    exempt.set(RouteHandles.slot(route), yes);
  }

  /**
   * Handle of the connection that a message id came from first; 0 if it is not known (any more).
   */
  public int lookup(long high, long low, int kind, long nowNanos) {
    expire(nowNanos);
    long key = GuidTable.key(high, low, kind, salt);
    int slot = young.find(key);
    if (slot >= 0) {
      return young.value(slot);
    }
    slot = old.find(key);
    return slot >= 0 ? old.value(slot) : RouteHandles.NONE;
  }

  /** Highest TTL that was seen with a message id; -1 if it is not known (any more). */
  public int bestTtl(long high, long low, int kind) {
    long key = GuidTable.key(high, low, kind, salt);
    int slot = young.find(key);
    if (slot >= 0) {
      return young.data(slot);
    }
    slot = old.find(key);
    return slot >= 0 ? old.data(slot) : -1;
  }

  /**
   * Brings what {@link #insert} and {@link #lookup} of an id will look at into the cache: called
   * for several ids before the first of them is looked up, so that their cache misses overlap.
   *
   * @return has no meaning, but must be used, or the compiler leaves the loads out
   */
  public long touch(long high, long low, int kind) {
    long key = GuidTable.key(high, low, kind, salt);
    return young.touch(key) + old.touch(key);
  }

  /** Entries of both generations. */
  public int size() {
    return young.size() + old.size();
  }

  /** Most entries of both generations. */
  public int capacity() {
    return young.limit() + old.limit();
  }

  /** Memory of both tables at the moment, in bytes. */
  public long bytes() {
    return young.bytes() + old.bytes() + (long) perOrigin.length * Integer.BYTES;
  }

  /** Memory of both tables at most, in bytes, for a number of slots. */
  public static long maxBytes(int slots) {
    return 2L * slots * GuidTable.BYTES_PER_SLOT + (long) RouteHandles.MAX * Integer.BYTES;
  }

  /** How often a generation was full before its time. */
  public long earlySwaps() {
    return earlySwaps;
  }

  /** How many message ids were turned away because their origin had used up its share. */
  public long exhausted() {
    return exhausted;
  }

  private static Seen again(GuidTable table, int slot, int route, int ttl) {
    if (ttl > table.data(slot)) {
      table.set(slot, table.value(slot), ttl);
      return Seen.DUPLICATE_HIGHER_TTL;
    }
    return table.value(slot) == route ? Seen.REPEATED : Seen.DUPLICATE;
  }

  private void expire(long nowNanos) {
    if (!started) {
      started = true;
      youngSince = nowNanos;
    }
    long age = nowNanos - youngSince;
    if (age >= retentionNanos) {
      swap(nowNanos);
      if (age >= 2 * retentionNanos) {
        swap(nowNanos);
      }
    }
  }

  private void swap(long nowNanos) {
    GuidTable empty = old;
    empty.clear();
    old = young;
    young = empty;
    youngSince = nowNanos;
    java.util.Arrays.fill(perOrigin, 0);
  }
}
