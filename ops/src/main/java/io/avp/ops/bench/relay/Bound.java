package io.avp.ops.bench.relay;

import io.avp.ops.report.Figure;
import java.util.Map;

/**
 * What a figure must and shall be: the median of the rounds that count. Only rows of the table that
 * is to be reached have bounds.
 *
 * @param must as {@link Figure#must} takes it
 * @param aim as {@link Figure#aim} takes it
 */
record Bound(String must, String aim) {
  /** By the key of a figure; others are only told. */
  private static final Map<String, Bound> ALL =
      Map.ofEntries(
          Map.entry("dense_8_ratio", new Bound("<= 1.7", "<= 1.2")),
          Map.entry("dense_8_allocated", new Bound("<= 64", "<= 8")),
          Map.entry("mid_64_ratio", new Bound("<= 1.4", "<= 1.1")),
          Map.entry("sparse_256_ratio", new Bound("<= 1.4", "<= 1.0")),
          Map.entry("sparse_2000_ratio", new Bound("<= 1.5", "<= 1.1")),
          Map.entry("inflight_8_added_p99", new Bound("<= 1000", "<= 300")),
          Map.entry("crossing_2_ratio", new Bound("<= 1.0", "<= 0.5")),
          Map.entry("crossing_3_ratio", new Bound("<= 1.0", "<= 0.5")),
          Map.entry("spread_3_ratio", new Bound("<= 1.2", "<= 1.1")),
          Map.entry("peer_saturated_ratio", new Bound("<= 0.2", "<= 0.03")),
          Map.entry("peer_paced_ratio", new Bound("<= 0.5", "<= 0.2")));

  private static final Bound NONE = new Bound(null, null);

  /** A figure with its bound, if it has one. */
  static Figure on(String key, Figure figure) {
    Bound bound = ALL.getOrDefault(key, NONE);
    return figure.must(bound.must).aim(bound.aim);
  }
}
