package io.avp.actor;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Numbers that the virtual peers of a node publish about themselves, for metrics. */
final class NodeGauges {
  private final ConcurrentMap<String, Map<String, Double>> byPeer = new ConcurrentHashMap<>();

  /** Replaces the numbers of a virtual peer. */
  void publish(String peer, Map<String, Double> numbers) {
    byPeer.put(peer, Map.copyOf(numbers));
  }

  /** A virtual peer has ended. */
  void forget(String peer) {
    byPeer.remove(peer);
  }

  /** Sums over the virtual peers of this node. */
  Map<String, Double> sums() {
    Map<String, Double> sums = new TreeMap<>();
    byPeer.values().forEach(numbers -> numbers.forEach((k, v) -> sums.merge(k, v, Double::sum)));
    return sums;
  }
}
