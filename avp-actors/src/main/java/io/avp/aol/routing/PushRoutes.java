package io.avp.aol.routing;

import java.util.function.IntPredicate;

/**
 * Over which connection a servent can be reached with a push: servent GUID to handle, two
 * generations, refreshed by every hit.
 *
 * <p>A servent that is itself at the end of a connection (a member, or hops 0) keeps its entry
 * while that connection lasts: a hit from elsewhere that claims its GUID changes nothing. Not safe
 * for several threads.
 */
public final class PushRoutes {
  private static final int KIND = 0;
  private static final int FAR = 0;
  private static final int DIRECT = 1;

  private final IntPredicate alive;
  private final long salt;
  private final long retentionNanos;
  private GuidTable young;
  private GuidTable old;
  private long youngSince;
  private boolean started;
  private long earlySwaps;
  private long contested;

  /**
   * Empty tables.
   *
   * @param slots of each generation, a power of two
   * @param retentionNanos shortest life of an entry since the last hit, 1,800 s or more
   * @param salt secret random number
   * @param alive whether the connection of a handle lasts
   */
  public PushRoutes(int slots, long retentionNanos, long salt, IntPredicate alive) {
    if (Integer.bitCount(slots) != 1 || slots < 1 << 10 || slots > 1 << 22) {
      throw new IllegalArgumentException("slots " + slots + " is not a power of two, 2^10..2^22");
    }
    this.alive = alive;
    this.retentionNanos = retentionNanos;
    this.salt = salt;
    this.young = new GuidTable(slots);
    this.old = new GuidTable(slots);
  }

  /**
   * Notes that a servent was heard over a connection.
   *
   * @param direct true if it is the servent at the other end
   * @return false if another living connection is that servent's own: the claim is not believed
   */
  public boolean learn(long high, long low, int route, boolean direct, long nowNanos) {
    expire(nowNanos);
    long key = GuidTable.key(high, low, KIND, salt);
    int slot = young.find(key);
    GuidTable table = young;
    if (slot < 0) {
      slot = old.find(key);
      table = old;
    }
    boolean own = direct;
    if (slot >= 0) {
      int known = table.value(slot);
      boolean held = table.data(slot) == DIRECT && alive.test(known);
      if (held && known != route) {
        contested++;
        return false;
      }
      own |= held;
    }
    if (slot >= 0 && table == young) {
      young.set(slot, route, own ? DIRECT : FAR);
      return true;
    }
    if (young.isFull()) {
      earlySwaps++;
      swap(nowNanos);
    }
    young.add(young.find(key), key, route, own ? DIRECT : FAR);
    return true;
  }

  /** Handle of the connection to a servent; 0 if unknown or that connection has ended. */
  public int lookup(long high, long low, long nowNanos) {
    expire(nowNanos);
    long key = GuidTable.key(high, low, KIND, salt);
    int slot = young.find(key);
    int route = RouteHandles.NONE;
    if (slot >= 0) {
      route = young.value(slot);
    } else {
      slot = old.find(key);
      if (slot >= 0) {
        route = old.value(slot);
      }
    }
    return route != RouteHandles.NONE && alive.test(route) ? route : RouteHandles.NONE;
  }

  /** Entries of both generations. */
  public int size() {
    return young.size() + old.size();
  }

  /** Memory of both tables at the moment, in bytes. */
  public long bytes() {
    return young.bytes() + old.bytes();
  }

  /** How often a generation was full before its time. */
  public long earlySwaps() {
    return earlySwaps;
  }

  /** How often somebody claimed the GUID of a servent that is connected here. */
  public long contested() {
    return contested;
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
  }
}
