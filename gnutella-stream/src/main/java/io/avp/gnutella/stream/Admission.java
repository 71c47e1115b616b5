package io.avp.gnutella.stream;

import java.util.HashMap;
import java.util.Map;

/**
 * How many sockets there may be, over all I/O shards: all, those before the end of their handshake,
 * and those of one network.
 */
final class Admission {
  private final int maxOpen;
  private final int maxPerNet;
  private final Counters counters;
  private final Map<Integer, Integer> perNet = new HashMap<>();

  Admission(StreamSettings settings, Counters counters) {
    this.maxOpen = settings.maxConnections();
    this.maxPerNet = settings.maxHandshakingPerNet();
    this.counters = counters;
  }

  /** Takes a place among all sockets. */
  boolean open() {
    if (counters.open.incrementAndGet() > maxOpen) {
      counters.open.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Gives it back. */
  void closed() {
    counters.open.decrementAndGet();
  }

  /** True if there is no place for another socket. */
  boolean isFull() {
    return counters.open.get() >= maxOpen;
  }

  /** Takes a place among the unfinished handshakes of a network; false if it has too many. */
  synchronized boolean handshaking(int ip) {
    int net = ip >>> 8;
    int now = perNet.getOrDefault(net, 0);
    if (now >= maxPerNet) {
      return false;
    }
    perNet.put(net, now + 1);
    counters.handshaking.incrementAndGet();
    return true;
  }

  /** The same for a dial of ours, which no limit of networks holds back. */
  synchronized void dialled(int ip) {
    perNet.merge(ip >>> 8, 1, Integer::sum);
    counters.handshaking.incrementAndGet();
  }

  /** Gives it back. */
  synchronized void handshaken(int ip) {
    perNet.computeIfPresent(ip >>> 8, (net, count) -> count == 1 ? null : count - 1);
    counters.handshaking.decrementAndGet();
  }
}
