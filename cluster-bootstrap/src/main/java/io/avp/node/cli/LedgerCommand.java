package io.avp.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avp ledger}. */
@Command(
    name = "ledger",
    description = "Shows what the virtual peers have counted, and what was saved against flooding.")
final class LedgerCommand implements Callable<Integer> {
  @Mixin private Target target;
  @Mixin private Output output;

  @Override
  public Integer call() {
    JsonNode ledger = target.api().get("/api/v1/ledger");
    if (output.json()) {
      output.json(ledger);
      return ExitCode.OK;
    }
    List<JsonNode> lines = new ArrayList<>();
    ledger.path("peers").forEach(row -> lines.add(line(row, row.path("id").asText())));
    ledger
        .path("communities")
        .forEach(row -> lines.add(line(row, "community " + row.path("community").asText())));
    lines.add(line(ledger.path("total"), "total"));
    output.table(
        lines,
        "OF=of",
        "NODE=node",
        "QUERIES=queries",
        "HITS=hits",
        "PINGS=pings",
        "SENT=sent",
        "SENT-BYTES=sentBytes",
        "SAVED=saved",
        "SAVED-BYTES=savedBytes",
        "EXACT=exact");
    output.line(ledger.path("formula").path("text").asText());
    ledger
        .path("missing")
        .forEach(node -> output.note("node " + node.asText() + " does not answer; it is left out"));
    return ExitCode.OK;
  }

  private static ObjectNode line(JsonNode row, String of) {
    JsonNode counters = row.path("counters");
    return Api.MAPPER
        .createObjectNode()
        .put("of", of)
        .put("node", row.path("node").asText())
        .put("queries", descriptors(counters, "queries"))
        .put("hits", descriptors(counters, "hits"))
        .put("pings", descriptors(counters, "pings"))
        .put("sent", descriptors(row, "sent"))
        .put("sentBytes", row.path("sent").path("bytes").asLong())
        // As text: what is negative is no gap here.
        .put("saved", row.path("savedDescriptors").asText())
        .put("savedBytes", row.path("savedBytes").asText())
        .put("exact", row.path("exact").asBoolean());
  }

  private static long descriptors(JsonNode from, String what) {
    return from.path(what).path("descriptors").asLong();
  }
}
