package io.avp.actor;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Who is connected to a virtual peer, for decisions in handshakes. Written in the virtual peer's
 * turn, read by all threads.
 */
final class Present {
  private static final int MAX_NAMED = 100;

  private final Map<Guid, Integer> guids = new ConcurrentHashMap<>();
  private final Map<HostAddress, Named> addresses = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> perIp = new ConcurrentHashMap<>();

  /** How many members name an address as theirs: nobody proves that it is. */
  private record Named(PeerMode mode, int members) {}

  /** There are many of each. */
  private static final Map<PeerMode, Named> ONE =
      Arrays.stream(PeerMode.values())
          .collect(Collectors.toUnmodifiableMap(mode -> mode, mode -> new Named(mode, 1)));

  /** A member came. */
  void add(Member member) {
    member.connection().relation().guid().ifPresent(guid -> guids.merge(guid, 1, Integer::sum));
    Named one = ONE.get(member.connection().relation().remoteMode());
    addresses.merge(dialled(member), one, (n, more) -> new Named(n.mode, n.members + 1));
    perIp.merge(member.connection().remote().ip(), 1, Integer::sum);
  }

  /** A member went. */
  void remove(Member member) {
    member
        .connection()
        .relation()
        .guid()
        .ifPresent(guid -> guids.computeIfPresent(guid, (g, n) -> n == 1 ? null : n - 1));
    addresses.computeIfPresent(
        dialled(member), (address, n) -> n.members == 1 ? null : new Named(n.mode, n.members - 1));
    perIp.computeIfPresent(member.connection().remote().ip(), (ip, n) -> n == 1 ? null : n - 1);
  }

  /** Where a member is dialled: as it says, else where we have dialled it. */
  private static HostAddress dialled(Member member) {
    HostAddress remote = member.connection().remote();
    return member.connection().relation().outgoing()
        ? remote
        : member.connection().relation().listenAddress().orElse(remote);
  }

  boolean has(Guid guid) {
    return guids.containsKey(guid);
  }

  boolean has(HostAddress address) {
    return addresses.containsKey(address);
  }

  /** Relations of an IP address. */
  int count(int ip) {
    return perIp.getOrDefault(ip, 0);
  }

  /** Addresses of all, as far as they are known. */
  Set<HostAddress> addresses() {
    return Set.copyOf(addresses.keySet());
  }

  /** Addresses of those of a mode, at most 100. */
  List<HostAddress> addresses(PeerMode mode) {
    return addresses.entrySet().stream()
        .filter(one -> one.getValue().mode == mode)
        .map(Map.Entry::getKey)
        .limit(MAX_NAMED)
        .toList();
  }
}
