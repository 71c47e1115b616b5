package io.avp.node.metrics;

/**
 * The one table of metric names. Tags are words of enumerations, never an address, a GUID or a text
 * of a peer.
 */
enum MetricName {
  CONNECTIONS("avp_connections", "", false, "Connections now, by state (open, handshaking)"),
  CLOSED("avp_connections_closed_total", "reason", true, "Ended connections by reason"),
  DESCRIPTORS("avp_descriptors_total", "", true, "Descriptors by type and fate"),
  PENDING("avp_descriptors_pending", "type", false, "Descriptors without a fate yet, by type"),
  DROPS("avp_descriptors_dropped_total", "", true, "Dropped descriptors by type and reason"),
  QUEUE_DROPS("avp_queue_drops_total", "type", true, "Frames dropped by full send queues, by type"),
  VALUE("avp_", "", false, "A number that virtual peers publish"),
  COUNT("avp_", "", true, "A count that virtual peers publish"),
  SCRAPE_ERRORS("avp_scrape_errors_total", "", true, "Reads of the node's numbers that failed"),
  BUILD_INFO("avp_build_info", "version", false, "Always 1; the version of this build");

  private final String text;
  private final String tag;
  private final boolean counter;
  private final String help;

  MetricName(String text, String tag, boolean counter, String help) {
    this.text = text;
    this.tag = tag;
    this.counter = counter;
    this.help = help;
  }

  /** The name, or its beginning where it ends with an underscore. */
  String text() {
    return text;
  }

  /** Its tag where it has exactly one, else empty. */
  String tag() {
    return tag;
  }

  /** True if it only grows. */
  boolean counter() {
    return counter;
  }

  /** What it means. */
  String help() {
    return help;
  }
}
