package io.avp.aol.topology;

import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Ultrapeers that may be dialled, remembered from run to run.
 *
 * <p>Bounded in all and per /16 group. A host that was only heard of never pushes out one that was
 * dialled with success and has not failed three times since; so pongs of liars cannot empty the
 * cache. Not safe for several threads.
 */
public final class HostCache {
  /** Failures in a row after which a host counts as dead. */
  static final int DEAD = 3;

  private static final String HEADING = "# avp host cache 1: address last-seen successes failures";

  private final int capacity;
  private final int perGroup;
  private final IntPredicate reachable;
  private final Map<HostAddress, KnownHost> hosts = new LinkedHashMap<>();
  private final Map<Integer, Integer> groups = new HashMap<>();
  private long refused;

  /**
   * An empty cache.
   *
   * @param capacity most hosts, 1 or more
   * @param perGroup most hosts of one /16 group, 1 or more
   * @param reachable whether an address may be dialled
   */
  public HostCache(int capacity, int perGroup, IntPredicate reachable) {
    if (capacity < 1 || perGroup < 1) {
      throw new IllegalArgumentException("host cache bounds " + capacity + ", " + perGroup);
    }
    this.capacity = capacity;
    this.perGroup = perGroup;
    this.reachable = reachable;
  }

  /** Notes a host that somebody named; false if it cannot be dialled or there is no room for it. */
  public boolean heard(HostAddress address, long nowMillis) {
    return put(new KnownHost(address, nowMillis, 0, 0), nowMillis);
  }

  /** Notes that a dial became a relation. */
  public void succeeded(HostAddress address, long nowMillis) {
    if (put(new KnownHost(address, nowMillis, 0, 0), nowMillis)) {
      hosts.computeIfPresent(address, (a, host) -> host.succeeded(nowMillis));
    }
  }

  /** Notes that a dial failed; an untested host that fails three times is forgotten. */
  public void failed(HostAddress address) {
    KnownHost host = hosts.computeIfPresent(address, (a, h) -> h.failed());
    if (host != null && !host.tested() && host.failures() >= DEAD) {
      remove(address);
    }
  }

  /** Living hosts, best first: tested before heard of, fewer failures, later seen. */
  public List<KnownHost> best() {
    List<KnownHost> all = new ArrayList<>(hosts.values());
    all.sort(worstFirst().reversed());
    return all;
  }

  /** What is known of a host. */
  public Optional<KnownHost> find(HostAddress address) {
    return Optional.ofNullable(hosts.get(address));
  }

  /** Hosts held. */
  public int size() {
    return hosts.size();
  }

  /** Hosts turned away because the cache or their group was full of better ones. */
  public long refused() {
    return refused;
  }

  /** The cache as text, one host per line, best first. */
  public String encode() {
    StringBuilder text = new StringBuilder(HEADING).append('\n');
    for (KnownHost host : best()) {
      text.append(host.address())
          .append(' ')
          .append(host.lastSeenMillis())
          .append(' ')
          .append(host.successes())
          .append(' ')
          .append(host.failures())
          .append('\n');
    }
    return text.toString();
  }

  /**
   * Adds the hosts of a text that {@link #encode} wrote; what does not fit or cannot be read is
   * left out.
   *
   * @return number of lines that could not be read
   */
  public int decode(String text) {
    int bad = 0;
    for (String line : text.split("\n")) {
      String stripped = line.strip();
      if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
        Optional<KnownHost> host = parse(stripped);
        host.ifPresent(h -> put(h, h.lastSeenMillis()));
        bad += host.isPresent() ? 0 : 1;
      }
    }
    return bad;
  }

  private static Optional<KnownHost> parse(String line) {
    String[] parts = line.split(" ");
    if (parts.length != 4) {
      return Optional.empty();
    }
    try {
      KnownHost host =
          new KnownHost(
              HostAddress.parse(parts[0]),
              Long.parseLong(parts[1]),
              Integer.parseInt(parts[2]),
              Integer.parseInt(parts[3]));
      return host.successes() < 0 || host.failures() < 0 ? Optional.empty() : Optional.of(host);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean put(KnownHost host, long nowMillis) {
    HostAddress address = host.address();
    if (address.port() == 0 || !reachable.test(address.ip())) {
      return false;
    }
    if (hosts.containsKey(address)) {
      hosts.computeIfPresent(address, (a, known) -> known.seen(nowMillis));
      return true;
    }
    int group = address.ip() >>> 16;
    if ((groups.getOrDefault(group, 0) >= perGroup && !makeRoom(host, group))
        || (hosts.size() >= capacity && !makeRoom(host, -1))) {
      refused++;
      return false;
    }
    hosts.put(address, host);
    groups.merge(group, 1, Integer::sum);
    return true;
  }

  private boolean makeRoom(KnownHost forHost, int group) {
    Optional<KnownHost> worst =
        hosts.values().stream()
            .filter(h -> group < 0 || h.address().ip() >>> 16 == group)
            .min(worstFirst());
    if (worst.isEmpty()
        || (worst.get().tested() && worst.get().failures() < DEAD && !forHost.tested())) {
      return false;
    }
    remove(worst.get().address());
    return true;
  }

  private void remove(HostAddress address) {
    if (hosts.remove(address) != null) {
      groups.computeIfPresent(address.ip() >>> 16, (k, n) -> n == 1 ? null : n - 1);
    }
  }

  private static Comparator<KnownHost> worstFirst() {
    return Comparator.<KnownHost>comparingInt(h -> h.failures() >= DEAD ? 0 : 1)
        .thenComparingInt(h -> h.tested() ? 1 : 0)
        .thenComparing(Comparator.comparingInt(KnownHost::failures).reversed())
        .thenComparingLong(KnownHost::lastSeenMillis)
        .thenComparing(h -> h.address().toString());
  }
}
