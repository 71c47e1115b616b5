package io.avp.aol.routing;

import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Pongs of others, so that a ping is answered and never flooded.
 *
 * <p>Bounded three ways against poisoning: in all, per /16 group, and per connection that brought
 * them; the oldest of the crowded group or source makes room, so that one liar replaces only its
 * own. Not safe for several threads.
 */
public final class PongCache {
  /** Most pongs in one answer. */
  public static final int MAX_ANSWER = 10;

  /** What became of an offered pong. */
  public enum Offer {
    /** Kept. */
    CACHED,
    /** Port 0, or outside the reachable ranges. */
    UNREACHABLE,
    /** One of our own addresses. */
    OURS
  }

  /**
   * Bounds of a cache.
   *
   * @param capacity most hosts, 1 or more
   * @param perGroup most hosts of one /16 group, 1 or more
   * @param perSource most hosts brought by one connection, 1 or more
   * @param lifeNanos how long a pong is passed on: 20 s for an ultrapeer, 120 s for a leaf
   */
  public record Bounds(int capacity, int perGroup, int perSource, long lifeNanos) {
    /** What suits an ultrapeer. */
    public static final Bounds ULTRAPEER = new Bounds(512, 32, 32, 20_000_000_000L);

    /** What suits a leaf. */
    public static final Bounds LEAF = new Bounds(128, 16, 32, 120_000_000_000L);
  }

  private record Entry(CachedPong pong, int source, long sinceNanos) {}

  private final Bounds bounds;
  private final IntPredicate reachable;
  private final LinkedHashMap<HostAddress, Entry> entries = new LinkedHashMap<>();
  private final Map<Integer, Integer> groups = new HashMap<>();
  private final Map<Integer, Integer> sources = new HashMap<>();
  private List<CachedPong> siblings = List.of();
  private long evicted;

  /**
   * An empty cache.
   *
   * @param reachable whether an address may be named
   */
  public PongCache(Bounds bounds, IntPredicate reachable) {
    this.bounds = bounds;
    this.reachable = reachable;
  }

  /** Sets whom to name first: the other virtual peers of the realm. */
  public void siblings(List<CachedPong> all) {
    siblings = List.copyOf(all);
    siblings.forEach(s -> remove(s.address()));
  }

  /**
   * Takes a pong.
   *
   * @param source handle of the connection that brought it
   * @param own our own address, never kept
   */
  public Offer offer(CachedPong pong, int source, HostAddress own, long nowNanos) {
    HostAddress address = pong.address();
    if (address.port() == 0 || !reachable.test(address.ip())) {
      return Offer.UNREACHABLE;
    }
    if (address.equals(own) || siblings.stream().anyMatch(s -> s.address().equals(address))) {
      return Offer.OURS;
    }
    expire(nowNanos);
    remove(address);
    int group = address.ip() >>> 16;
    if (sources.getOrDefault(source, 0) >= bounds.perSource()) {
      evictOldest(e -> e.source() == source);
    } else if (groups.getOrDefault(group, 0) >= bounds.perGroup()) {
      evictOldest(e -> e.pong().address().ip() >>> 16 == group);
    } else if (entries.size() >= bounds.capacity()) {
      evictOldest(e -> true);
    }
    entries.put(address, new Entry(pong, source, nowNanos));
    groups.merge(group, 1, Integer::sum);
    sources.merge(source, 1, Integer::sum);
    return Offer.CACHED;
  }

  /**
   * Whom to name to somebody: siblings first, then hosts from as many groups as possible, in an
   * order drawn from {@code random}; never what the asking connection itself brought.
   *
   * @param requester handle of the asking connection, 0 for a datagram
   * @param max 0 to {@link #MAX_ANSWER}
   */
  public List<CachedPong> answer(int requester, int max, long nowNanos, RandomGenerator random) {
    expire(nowNanos);
    int wanted = Math.min(max, MAX_ANSWER);
    List<CachedPong> first = new ArrayList<>(siblings);
    shuffle(first, random);
    List<CachedPong> answer = new ArrayList<>(first.subList(0, Math.min(wanted, first.size())));
    List<CachedPong> others = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.source() != requester || requester == RouteHandles.NONE) {
        others.add(entry.pong());
      }
    }
    shuffle(others, random);
    Map<Integer, Integer> named = new HashMap<>();
    for (int round = 0; answer.size() < wanted && !others.isEmpty(); round++) {
      for (Iterator<CachedPong> i = others.iterator(); i.hasNext() && answer.size() < wanted; ) {
        CachedPong pong = i.next();
        int group = pong.address().ip() >>> 16;
        if (named.getOrDefault(group, 0) <= round) {
          named.merge(group, 1, Integer::sum);
          answer.add(pong);
          i.remove();
        }
      }
    }
    return answer;
  }

  /** Forgets what an ended connection brought. */
  public void forget(int source) {
    List<HostAddress> gone = new ArrayList<>();
    entries.forEach(
        (address, entry) -> {
          if (entry.source() == source) {
            gone.add(address);
          }
        });
    gone.forEach(this::remove);
  }

  /** Hosts held, siblings left out. */
  public int size() {
    return entries.size();
  }

  /** Hosts that made room for others before their time. */
  public long evicted() {
    return evicted;
  }

  private void expire(long nowNanos) {
    // Insertion order is age order: a refreshed host is removed and put at the end.
    while (!entries.isEmpty()) {
      Map.Entry<HostAddress, Entry> eldest = entries.entrySet().iterator().next();
      if (nowNanos - eldest.getValue().sinceNanos() < bounds.lifeNanos()) {
        return;
      }
      remove(eldest.getKey());
    }
  }

  private void evictOldest(java.util.function.Predicate<Entry> among) {
    for (Map.Entry<HostAddress, Entry> entry : entries.entrySet()) {
      if (among.test(entry.getValue())) {
        evicted++;
        remove(entry.getKey());
        return;
      }
    }
  }

  private void remove(HostAddress address) {
    Entry entry = entries.remove(address);
    if (entry != null) {
      groups.computeIfPresent(address.ip() >>> 16, (k, n) -> n == 1 ? null : n - 1);
      sources.computeIfPresent(entry.source(), (k, n) -> n == 1 ? null : n - 1);
    }
  }

  private static void shuffle(List<CachedPong> list, RandomGenerator random) {
    for (int i = list.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      CachedPong swap = list.get(i);
      list.set(i, list.get(j));
      list.set(j, swap);
    }
  }
}
