package io.avp.node.metrics;

import io.avp.gnutella.message.DescriptorType;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/**
 * A key of the node's own numbers as a series of the table.
 *
 * @param metric its row
 * @param name the whole name
 * @param tags of this series
 */
record Series(MetricName metric, String name, Tags tags) {

  /**
   * Finds the series of a key: {@code sockets_open}, {@code sockets_handshaking}, {@code
   * ledger_descriptors_KIND}, {@code ledger_bytes_KIND}, {@code closed_REASON}, {@code
   * queue_dropped_TYPE}, {@code mesh_dropped_TYPE}, {@code descriptors_TYPE_FATE} (also with {@code
   * dropped_REASON} as fate), or any other word, which keeps its name; {@code ..._total} only
   * grows.
   */
  static Series of(String key) {
    if (key.startsWith("sockets_")) {
      return tagged(MetricName.CONNECTIONS, "state", key.substring("sockets_".length()));
    }
    if (key.startsWith("closed_")) {
      return tagged(MetricName.CLOSED, "reason", key.substring("closed_".length()));
    }
    if (key.startsWith("queue_dropped_")) {
      return tagged(MetricName.QUEUE_DROPS, "type", key.substring("queue_dropped_".length()));
    }
    if (key.startsWith("mesh_dropped_")) {
      return tagged(MetricName.MESH_DROPS, "type", key.substring("mesh_dropped_".length()));
    }
    if (key.startsWith("ledger_descriptors_")) {
      String kind = key.substring("ledger_descriptors_".length());
      return tagged(MetricName.LEDGER_DESCRIPTORS, "kind", kind);
    }
    if (key.startsWith("ledger_bytes_")) {
      return tagged(MetricName.LEDGER_BYTES, "kind", key.substring("ledger_bytes_".length()));
    }
    String rest = key.startsWith("descriptors_") ? key.substring("descriptors_".length()) : "";
    for (DescriptorType type : DescriptorType.values()) {
      String word = type.name().toLowerCase(Locale.ROOT);
      if (rest.startsWith(word + "_") && !longerTypeFits(rest, word)) {
        return descriptor(word, rest.substring(word.length() + 1));
      }
    }
    for (MetricName own : MetricName.values()) {
      if (own.text().equals("avp_" + key)) {
        return new Series(own, own.text(), Tags.empty());
      }
    }
    MetricName row = key.endsWith("_total") ? MetricName.COUNT : MetricName.VALUE;
    return new Series(row, row.text() + key, Tags.empty());
  }

  private static Series descriptor(String type, String fate) {
    if (fate.equals("pending")) {
      // The only one that also falls: no counter.
      return tagged(MetricName.PENDING, "type", type);
    }
    boolean dropped = fate.startsWith("dropped_");
    MetricName row = dropped ? MetricName.DROPS : MetricName.DESCRIPTORS;
    return new Series(
        row,
        row.text(),
        Tags.of(
            "type",
            type,
            dropped ? "reason" : "outcome",
            dropped ? fate.substring("dropped_".length()) : fate));
  }

  private static Series tagged(MetricName row, String tag, String value) {
    return new Series(row, row.text(), Tags.of(tag, value));
  }

  /** {@code query_hit_relayed} is of type query_hit, not of type query. */
  private static boolean longerTypeFits(String rest, String word) {
    for (DescriptorType other : DescriptorType.values()) {
      String longer = other.name().toLowerCase(Locale.ROOT);
      if (longer.startsWith(word + "_") && rest.startsWith(longer + "_")) {
        return true;
      }
    }
    return false;
  }
}
