package io.avp.actor;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is connected to a virtual peer, for decisions in handshakes. Written in the virtual peer's
 * turn, read by all threads.
 */
final class Present {
  private static final int MAX_NAMED = 100;

  private final Map<Guid, Integer> guids = new ConcurrentHashMap<>();
  private final Map<HostAddress, PeerMode> addresses = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> perIp = new ConcurrentHashMap<>();

  /** A member came. */
  void add(Member member) {
    member.connection().relation().guid().ifPresent(guid -> guids.merge(guid, 1, Integer::sum));
    addresses.put(dialled(member), member.connection().relation().remoteMode());
    perIp.merge(member.connection().remote().ip(), 1, Integer::sum);
  }

  /** A member went. */
  void remove(Member member) {
    member
        .connection()
        .relation()
        .guid()
        .ifPresent(guid -> guids.computeIfPresent(guid, (g, n) -> n == 1 ? null : n - 1));
    addresses.remove(dialled(member));
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
        .filter(one -> one.getValue() == mode)
        .map(Map.Entry::getKey)
        .limit(MAX_NAMED)
        .toList();
  }
}
