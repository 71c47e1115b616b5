package io.avp.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks the books of a virtual peer: received = relayed + answered + merged + consumed + dropped
 * for every reason + pending, for every type of descriptor.
 */
public final class Accounting {
  private static final List<String> FATES =
      List.of("relayed", "answered", "merged", "consumed", "pending");
  private static final String DROPPED = "dropped_";

  private Accounting() {}

  /** What does not add up, one line per peer and type; empty if all is exact. */
  public static List<String> differences(JsonNode peer) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> type : peer.path("counters").properties()) {
      long received = type.getValue().path("received").asLong();
      long fates = fates(type.getValue());
      if (received != fates) {
        lines.add(
            String.format(
                "%s, %s: received %d, but %d have a fate: %s",
                peer.path("id").asText(), type.getKey(), received, fates, type.getValue()));
      }
    }
    return lines;
  }

  /** Descriptors received, over all types. */
  static long received(JsonNode peer) {
    long sum = 0;
    for (JsonNode type : peer.path("counters")) {
      sum += type.path("received").asLong();
    }
    return sum;
  }

  /** Descriptors of one type received. */
  public static long received(JsonNode peer, String type) {
    return peer.path("counters").path(type).path("received").asLong();
  }

  private static long fates(JsonNode counters) {
    long sum = 0;
    for (Map.Entry<String, JsonNode> one : counters.properties()) {
      if (FATES.contains(one.getKey()) || one.getKey().startsWith(DROPPED)) {
        sum += one.getValue().asLong();
      }
    }
    return sum;
  }
}
