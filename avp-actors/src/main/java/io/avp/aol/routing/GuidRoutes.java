package io.avp.aol.routing;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Where the answers to a message id go back to: two generations, no object per entry.
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

  private final long salt;
  private final int share;
  private final int[] perOrigin = new int[RouteHandles.MAX];
  private final BitSet exempt = new BitSet();
  private final Generations table;
  private long exhausted;

  /**
   * Empty tables.
   *
   * @param slots of each generation, a power of two, 1,024 to 2^22; half of them are used
   * @param retentionNanos shortest life of an entry, 600 s or more for queries
   * @param originShare part of a generation that one origin may hold when it fills up, above 0 to 1
   * @param salt secret random number
   */
  public GuidRoutes(int slots, long retentionNanos, double originShare, long salt) {
    if (retentionNanos < 1 || !(originShare > 0 && originShare <= 1)) {
      throw new IllegalArgumentException(
          "retention " + retentionNanos + " ns or share " + originShare + " out of range");
    }
    this.salt = salt;
    this.table = new Generations(slots, retentionNanos);
    this.share = Math.max(1, (int) (table.limit() * originShare));
  }

  /**
   * What a message id is known by, for {@link #touch} and {@link #insert(long, int, int, long)}.
   *
   * @param high first half of the GUID
   * @param low second half of the GUID
   * @param kind {@link #QUERY}, {@link #PING} or {@link #OTHER}: their ids do not meet
   */
  public long key(long high, long low, int kind) {
    return GuidTable.key(high, low, kind, salt);
  }

  /** Remembers a message id if it is new. */
  public Seen insert(long high, long low, int kind, int route, int ttl, long nowNanos) {
    return insert(key(high, low, kind), route, ttl, nowNanos);
  }

  /**
   * Remembers a message id if it is new.
   *
   * @param key of the message id
   * @param route handle of the connection it came from, not 0
   * @param ttl as received; above 63 counts as 63
   */
  public Seen insert(long key, int route, int ttl, long nowNanos) {
    expire(nowNanos);
    int data = Math.min(ttl, GuidTable.MAX_DATA);
    int place = table.find(key);
    if (place >= 0) {
      return again(place, route, data);
    }
    if (table.makeRoom(nowNanos)) {
      begun();
      place = table.find(key);
    }
    int origin = RouteHandles.slot(route);
    if (perOrigin[origin] >= share && !exempt.get(origin) && table.young() * 2 >= table.limit()) {
      exhausted++;
      return Seen.EXHAUSTED;
    }
    table.add(place, key, route, data);
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
    int place = table.find(key(high, low, kind));
    return place >= 0 ? table.value(place) : RouteHandles.NONE;
  }

  /** Highest TTL that was seen with a message id; -1 if it is not known (any more). */
  public int bestTtl(long high, long low, int kind) {
    int place = table.find(key(high, low, kind));
    return place >= 0 ? table.data(place) : -1;
  }

  /**
   * Brings what {@link #insert} of a message id will look at into the cache: called for several ids
   * before the first of them is looked up, so that their cache misses overlap.
   *
   * @return has no meaning, but must be used, or the compiler leaves the loads out
   */
  public long touch(long key) {
    return table.touch(key);
  }

  /** Entries of both generations. */
  public int size() {
    return table.size();
  }

  /** Most entries of both generations. */
  public int capacity() {
    return 2 * table.limit();
  }

  /** Memory of the table at the moment, in bytes. */
  public long bytes() {
    return table.bytes() + (long) perOrigin.length * Integer.BYTES;
  }

  /** Memory of the table at most, in bytes, for a number of slots. */
  public static long maxBytes(int slots) {
    return (2L * GuidTable.BYTES_PER_SLOT + KeyFilter.BYTES_PER_SLOT) * slots
        + (long) RouteHandles.MAX * Integer.BYTES;
  }

  /** How often a generation was full before its time. */
  public long earlySwaps() {
    return table.early();
  }

  /** How many message ids were turned away because their origin had used up its share. */
  public long exhausted() {
    return exhausted;
  }

  private Seen again(int place, int route, int ttl) {
    if (ttl > table.data(place)) {
      table.setData(place, ttl);
      return Seen.DUPLICATE_HIGHER_TTL;
    }
    return table.value(place) == route ? Seen.REPEATED : Seen.DUPLICATE;
  }

  private void expire(long nowNanos) {
    if (table.expire(nowNanos)) {
      begun();
    }
  }

  private void begun() {
    Arrays.fill(perOrigin, 0);
  }
}
