package io.avp.node.http;

import akka.http.javadsl.model.HttpResponse;
import io.avp.actor.AvpSystem;
import io.avp.gnutella.wire.Guid;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** What the regions know of a servent's files, and how it is forgotten. */
final class HoldingRoutes {
  private static final String PATH = ApiRoutes.BASE + "/holdings";
  private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern ID = Pattern.compile("[A-Z2-7]{32}\\.\\d{1,10}\\.[01]");

  private final AvpSystem avp;

  /** Over the virtual peers of a node. */
  HoldingRoutes(AvpSystem avp) {
    this.avp = avp;
  }

  /** Its rows of the table. */
  List<Route> routes() {
    return List.of(new Route("GET", PATH, this::list), new Route("DELETE", PATH, this::purge));
  }

  private CompletionStage<HttpResponse> list(Handler.Call call) {
    int limit = call.only("member", "limit", "cursor").limit();
    String after = call.cursor(ID.asMatchPredicate());
    Guid member = member(call);
    return avp.holdings(member, after, limit)
        .thenApply(
            page -> {
              if (page.total() == 0 && page.missing().isEmpty()) {
                throw unknown(member);
              }
              return Json.ok(ApiRoutes.Items.of(page));
            });
  }

  private CompletionStage<HttpResponse> purge(Handler.Call call) {
    Guid member = member(call.only("member"));
    return avp.purgeHoldings(member)
        .thenApply(
            purge -> {
              if (!purge.missing().isEmpty()) {
                throw new Problem(
                    504,
                    "outcome-unknown",
                    "Nodes that did not answer in time may still know files of "
                        + member
                        + ": "
                        + String.join(", ", purge.missing())
                        + ".",
                    "Send it again; nothing is lost by that.");
              }
              if (!purge.known()) {
                throw unknown(member);
              }
              return HttpResponse.create().withStatus(204);
            });
  }

  private static Problem unknown(Guid member) {
    return new Problem(
        404,
        "unknown-member",
        "Nothing is known of files of '" + member + "'.",
        "It may not be browsed yet, or have left; the GUID is that of its handshake or its hits.");
  }

  private static Guid member(Handler.Call call) {
    return call.parameter("member")
        .filter(GUID.asMatchPredicate())
        .map(Guid::parse)
        .orElseThrow(() -> Problem.parameter("member", "must be a GUID, 32 hexadecimal digits"));
  }
}
