package io.avp.aol.routing;

import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AddressRates;
import io.avp.model.RateLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Hosts that others have named, so that a ping is answered and never flooded.
 *
 * <p>Nothing is passed on that has not answered a test of ours, or of a sibling's, itself. Bounded
 * three ways against poisoning: in all, per /16 group named, and per /16 group of those who named
 * them; the oldest of the crowded group makes room, so that liars replace only what their own
 * neighbourhood has brought. Who is named again stays whose he was. Not safe for several threads.
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
   * @param perTeller most hosts told by one /16 group, 1 or more
   * @param lifeNanos how long a pong is passed on: 20 s for an ultrapeer, 120 s for a leaf
   */
  public record Bounds(int capacity, int perGroup, int perTeller, long lifeNanos) {
    /** What suits an ultrapeer. */
    public static final Bounds ULTRAPEER = new Bounds(512, 32, 32, 20_000_000_000L);

    /** What suits a leaf. */
    public static final Bounds LEAF = new Bounds(128, 16, 32, 120_000_000_000L);
  }

  /** One test of an address in five seconds, a second one at once: nobody is flooded with them. */
  private static final RateLimit TESTS = new RateLimit(5_000_000_000L, 2);

  private static final int TESTED_ADDRESSES = 1 << 12;

  /** Test is the message id that proves it; null until it is tested. */
  private record Entry(CachedPong pong, int source, long sinceNanos, Guid test, boolean proved) {
    int group() {
      return pong.address().ip() >>> 16;
    }
  }

  private final Bounds bounds;
  private final IntPredicate reachable;
  private final LinkedHashMap<HostAddress, Entry> entries = new LinkedHashMap<>();
  private final Map<Integer, Integer> groups = new HashMap<>();
  private final Map<Integer, Integer> tellers = new HashMap<>();
  private final AddressRates tests = new AddressRates(TESTS, TESTED_ADDRESSES);
  private List<CachedPong> siblings = List.of();
  private List<CachedPong> shared = List.of();
  private int proved;
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
   * Sets what siblings have tested; not more than one cache of our own could hold.
   *
   * @param all with who told them, so that one group fills no more here than it does there
   */
  public void shared(List<CachedPong> all) {
    Map<Integer, Integer> told = new HashMap<>();
    Map<HostAddress, CachedPong> kept = new LinkedHashMap<>();
    for (CachedPong pong : all) {
      if (kept.size() < bounds.capacity()
          && isReachable(pong.address())
          && told.getOrDefault(pong.teller(), 0) < bounds.perTeller()
          && kept.putIfAbsent(pong.address(), pong) == null) {
        told.merge(pong.teller(), 1, Integer::sum);
      }
    }
    shared = List.copyOf(kept.values());
  }

  /**
   * Takes a pong. A host that is known already is not taken again before its time is over.
   *
   * @param source handle of the connection that brought it
   * @param own our own address, never kept
   */
  public Offer offer(CachedPong pong, int source, HostAddress own, long nowNanos) {
    HostAddress address = pong.address();
    if (!isReachable(address)) {
      return Offer.UNREACHABLE;
    }
    if (address.equals(own) || siblings.stream().anyMatch(s -> s.address().equals(address))) {
      return Offer.OURS;
    }
    expire(nowNanos);
    if (entries.containsKey(address)) {
      return Offer.CACHED;
    }
    int group = address.ip() >>> 16;
    if (tellers.getOrDefault(pong.teller(), 0) >= bounds.perTeller()) {
      evictOldest(e -> e.pong().teller() == pong.teller());
    } else if (groups.getOrDefault(group, 0) >= bounds.perGroup()) {
      evictOldest(e -> e.group() == group);
    } else if (entries.size() >= bounds.capacity()) {
      evictOldest(e -> true);
    }
    put(new Entry(pong, source, nowNanos, null, false));
    return Offer.CACHED;
  }

  private boolean isReachable(HostAddress address) {
    return address.port() != 0 && reachable.test(address.ip());
  }

  /**
   * Hosts to be tested now: one told by each group in turn, the oldest first, within what one
   * address may be tested.
   *
   * @param max most hosts, 0 or more
   * @param ids gives each test a message id of its own
   * @return each host and the id of the ping for it
   */
  public Map<HostAddress, Guid> toTest(int max, Supplier<Guid> ids, long nowNanos) {
    expire(nowNanos);
    List<Entry> waiting = new ArrayList<>();
    entries.values().stream().filter(e -> e.test() == null).forEach(waiting::add);
    Map<HostAddress, Guid> due = new LinkedHashMap<>();
    Map<Integer, Integer> told = new HashMap<>();
    for (int round = 0; due.size() < max && !waiting.isEmpty(); round++) {
      for (Iterator<Entry> i = waiting.iterator(); i.hasNext() && due.size() < max; ) {
        Entry entry = i.next();
        CachedPong pong = entry.pong();
        if (told.getOrDefault(pong.teller(), 0) <= round) {
          i.remove();
          if (tests.permit(pong.address().ip(), nowNanos)) {
            told.merge(pong.teller(), 1, Integer::sum);
            Guid id = ids.get();
            due.put(pong.address(), id);
            // Its age stays: what does not answer in time is forgotten.
            entries.replace(
                pong.address(), new Entry(pong, entry.source(), entry.sinceNanos(), id, false));
          }
        }
      }
    }
    return due;
  }

  /**
   * A host has answered a ping.
   *
   * @param said what it says of itself
   * @param remote where the answer came from
   * @param id the message id of the ping
   * @return true if this proves that it can be named to others
   */
  public boolean answered(Pong said, HostAddress remote, Guid id, long nowNanos) {
    Entry entry = entries.get(remote);
    if (entry == null || entry.proved() || !id.equals(entry.test())) {
      return false;
    }
    remove(remote);
    if (!said.isUltrapeer() || !said.address().equals(remote)) {
      return false;
    }
    CachedPong told = entry.pong();
    put(
        new Entry(
            new CachedPong(remote, said.files(), said.kib(), told.hops(), told.teller()),
            entry.source(),
            nowNanos,
            id,
            true));
    return true;
  }

  /**
   * Whom to name to somebody: siblings first, then tested hosts, told by as many groups and from as
   * many groups as possible, in an order drawn from {@code random}; never what the asking
   * connection itself brought.
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
      if (entry.proved() && (entry.source() != requester || requester == RouteHandles.NONE)) {
        others.add(entry.pong());
      }
    }
    shared.stream().filter(s -> !entries.containsKey(s.address())).forEach(others::add);
    shuffle(others, random);
    spread(others, wanted, answer);
    return answer;
  }

  /**
   * Tested hosts for siblings, told by as many groups and from as many as possible.
   *
   * @param before what they were told last: what still counts of it stays
   * @param max most hosts, 0 or more
   */
  public List<CachedPong> share(List<CachedPong> before, int max, long nowNanos) {
    expire(nowNanos);
    List<CachedPong> tested =
        entries.values().stream().filter(Entry::proved).map(Entry::pong).toList();
    List<CachedPong> share = new ArrayList<>(before);
    share.retainAll(tested);
    List<CachedPong> others = new ArrayList<>(tested);
    others.removeAll(share);
    spread(others, max, share);
    return List.copyOf(share);
  }

  /** Adds up to {@code wanted} in all; few of one group that tells or is told of. */
  private static void spread(List<CachedPong> from, int wanted, List<CachedPong> to) {
    Map<Integer, Integer> named = new HashMap<>();
    Map<Integer, Integer> told = new HashMap<>();
    for (int round = 0; to.size() < wanted && !from.isEmpty(); round++) {
      for (Iterator<CachedPong> i = from.iterator(); i.hasNext() && to.size() < wanted; ) {
        CachedPong pong = i.next();
        int group = pong.address().ip() >>> 16;
        if (named.getOrDefault(group, 0) <= round && told.getOrDefault(pong.teller(), 0) <= round) {
          named.merge(group, 1, Integer::sum);
          told.merge(pong.teller(), 1, Integer::sum);
          to.add(pong);
          i.remove();
        }
      }
    }
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

  /** Hosts held, tested or not; siblings and what these know left out. */
  public int size() {
    return entries.size();
  }

  /** Of these, hosts that have answered a test. */
  public int tested() {
    return proved;
  }

  /** Hosts that siblings have tested. */
  public int sharedByOthers() {
    return shared.size();
  }

  /** Hosts that made room for others before their time. */
  public long evicted() {
    return evicted;
  }

  private void expire(long nowNanos) {
    // Insertion order is age order: a tested host is removed and put at the end.
    while (!entries.isEmpty()) {
      Map.Entry<HostAddress, Entry> eldest = entries.entrySet().iterator().next();
      if (nowNanos - eldest.getValue().sinceNanos() < bounds.lifeNanos()) {
        return;
      }
      remove(eldest.getKey());
    }
  }

  private void evictOldest(Predicate<Entry> among) {
    for (Map.Entry<HostAddress, Entry> entry : entries.entrySet()) {
      if (among.test(entry.getValue())) {
        evicted++;
        remove(entry.getKey());
        return;
      }
    }
  }

  private void put(Entry entry) {
    entries.put(entry.pong().address(), entry);
    groups.merge(entry.group(), 1, Integer::sum);
    tellers.merge(entry.pong().teller(), 1, Integer::sum);
    proved += entry.proved() ? 1 : 0;
  }

  private void remove(HostAddress address) {
    Entry entry = entries.remove(address);
    if (entry != null) {
      groups.computeIfPresent(entry.group(), (k, n) -> n == 1 ? null : n - 1);
      tellers.computeIfPresent(entry.pong().teller(), (k, n) -> n == 1 ? null : n - 1);
      proved -= entry.proved() ? 1 : 0;
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
