package io.avp.actor;

import io.avp.gnutella.stream.IoStats;
import java.util.Map;

/** The numbers of the I/O shards of a node, for metrics. */
final class SocketGauges {
  private SocketGauges() {}

  /**
   * Adds them; sums since the start end in {@code _total}, ends of connections carry the reason.
   */
  static void put(IoStats stats, Map<String, Double> gauges) {
    gauges.put("sockets_open", (double) stats.open());
    gauges.put("sockets_handshaking", (double) stats.handshaking());
    stats
        .closed()
        .forEach((reason, count) -> gauges.put("closed_" + reason.label(), (double) count));
    gauges.put("http", (double) stats.http());
    gauges.put("inflaters", (double) stats.inflaters());
    gauges.put("deflaters", (double) stats.deflaters());
    gauges.put("accept_pauses_total", (double) stats.acceptPauses());
    gauges.put("read_pauses_total", (double) stats.readPauses());
    gauges.put("round_waits_total", (double) stats.roundWaits());
    gauges.put("frames_without_connection_total", (double) stats.framesWithoutConnection());
    gauges.put("queued_bytes", (double) stats.queuedBytes());
    for (int i = 0; i < PeerViews.CLASSES.size(); i++) {
      gauges.put("queue_dropped_" + PeerViews.CLASSES.get(i), (double) stats.queueDropped().get(i));
    }
    gauges.put("datagrams_in_total", (double) stats.datagramsIn());
    gauges.put("datagrams_malformed_total", (double) stats.datagramsMalformed());
    gauges.put("datagrams_unsent_total", (double) stats.datagramsUnsent());
  }
}
