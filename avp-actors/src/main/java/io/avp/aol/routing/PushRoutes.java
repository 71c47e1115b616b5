package io.avp.aol.routing;

import java.util.function.IntPredicate;

/**
 * Over which connection a servent can be reached with a push: servent GUID to handle, in two
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
  private final Generations table;
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
    this.alive = alive;
    this.salt = salt;
    this.table = new Generations(slots, retentionNanos);
  }

  /**
   * Notes that a servent was heard over a connection.
   *
   * @param direct true if it is the servent at the other end
   * @return false if another living connection is that servent's own: the claim is not believed
   */
  public boolean learn(long high, long low, int route, boolean direct, long nowNanos) {
    table.expire(nowNanos);
    long key = GuidTable.key(high, low, KIND, salt);
    int place = table.find(key);
    boolean own = direct;
    if (place >= 0) {
      int known = table.value(place);
      boolean held = table.data(place) == DIRECT && alive.test(known);
      if (held && known != route) {
        contested++;
        return false;
      }
      own |= held;
    }
    if (table.makeRoom(nowNanos)) {
      place = table.find(key);
    }
    if (place >= 0) {
      table.renew(place, key, route, own ? DIRECT : FAR);
    } else {
      table.add(place, key, route, own ? DIRECT : FAR);
    }
    return true;
  }

  /** Handle of the connection to a servent; 0 if unknown or that connection has ended. */
  public int lookup(long high, long low, long nowNanos) {
    table.expire(nowNanos);
    int place = table.find(GuidTable.key(high, low, KIND, salt));
    int route = place >= 0 ? table.value(place) : RouteHandles.NONE;
    return route != RouteHandles.NONE && alive.test(route) ? route : RouteHandles.NONE;
  }

  /** Entries of both generations. */
  public int size() {
    return table.size();
  }

  /** Memory of the table at the moment, in bytes. */
  public long bytes() {
    return table.bytes();
  }

  /** How often a generation was full before its time. */
  public long earlySwaps() {
    return table.early();
  }

  /** How often somebody claimed the GUID of a servent that is connected here. */
  public long contested() {
    return contested;
  }
}
