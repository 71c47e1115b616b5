package io.avp.actor;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BinaryOperator;

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

  /** Sums over the virtual peers of this node; of what ends in {@code _max}, the largest. */
  Map<String, Double> sums() {
    Map<String, Double> sums = new TreeMap<>();
    byPeer.values().forEach(numbers -> numbers.forEach((k, v) -> sums.merge(k, v, sum(k))));
    return sums;
  }

  private static BinaryOperator<Double> sum(String key) {
    return key.endsWith("_max") ? Math::max : Double::sum;
  }
}
