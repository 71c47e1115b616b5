package io.avp.node.http;

import akka.http.javadsl.model.HttpResponse;
import io.avp.actor.AvpSystem;
import io.avp.actor.PeerView;
import io.avp.model.LinkId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The API under {@code /api/v1}: what virtual peers, relations and regions show of themselves. */
final class ApiRoutes {
  /** Where the API begins. */
  static final String BASE = "/api/v1";

  /** Form of the name of a virtual peer. */
  private static final Pattern PEER = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final AvpSystem avp;

  /** Over the virtual peers of a node. */
  ApiRoutes(AvpSystem avp) {
    this.avp = avp;
  }

  /** Its rows of the table. */
  List<Route> routes() {
    return List.of(
        new Route("GET", BASE + "/peers", this::peers),
        new Route("GET", BASE + "/peers/{id}", this::peer),
        new Route("GET", BASE + "/links", this::links),
        new Route("GET", BASE + "/links/{id}", this::link),
        new Route("DELETE", BASE + "/links/{id}", this::close),
        new Route("GET", BASE + "/ledger", this::ledger),
        new Route("GET", BASE + "/regions", this::regions),
        new Route("GET", BASE + "/regions/{id}", this::region),
        new Route("DELETE", BASE + "/regions/{id}", this::forget),
        new Route("DELETE", BASE + "/regions/{id}/answers", this::forgetAnswers));
  }

  /** A part of a list, as it goes out. */
  record Items<T>(List<T> items, String next, long total, List<String> missing) {
    static <T> Items<T> of(AvpSystem.Page<T> page) {
      return new Items<>(page.items(), page.next(), page.total(), page.missing());
    }
  }

  /** A virtual peer in a list. */
  private record PeerLine(
      String id,
      String node,
      String address,
      String guid,
      long incarnation,
      long since,
      int links,
      String state,
      String community) {
    static PeerLine of(PeerView view) {
      return new PeerLine(
          view.id(),
          view.node(),
          view.address(),
          view.guid(),
          view.incarnation(),
          view.since(),
          view.links(),
          view.state(),
          view.community());
    }
  }

  private CompletionStage<HttpResponse> peers(Handler.Call call) {
    int limit = call.only("limit", "cursor").limit();
    String after = call.cursor(PEER.asMatchPredicate());
    return avp.peers()
        .thenApply(
            all -> {
              List<PeerLine> rest =
                  all.stream()
                      .filter(peer -> peer.id().compareTo(after) > 0)
                      .sorted(Comparator.comparing(PeerView::id))
                      .limit(limit + 1L)
                      .map(PeerLine::of)
                      .toList();
              List<PeerLine> page = rest.subList(0, Math.min(limit, rest.size()));
              String next = rest.size() > limit ? page.get(limit - 1).id() : "";
              List<String> missing =
                  all.stream()
                      .filter(peer -> peer.state().equals(PeerView.UNREACHABLE))
                      .map(PeerView::node)
                      .distinct()
                      .sorted()
                      .toList();
              return Json.ok(new Items<>(page, next, all.size(), missing));
            });
  }

  private CompletionStage<HttpResponse> peer(Handler.Call call) {
    return avp.peer(call.id()).thenApply(found -> found(found, "peer", call.id()));
  }

  private CompletionStage<HttpResponse> links(Handler.Call call) {
    int limit = call.only("peer", "limit", "cursor").limit();
    String after = call.cursor(text -> LinkId.parse(text).isPresent());
    Optional<String> peer = call.parameter("peer");
    CompletionStage<Void> known =
        peer.isEmpty()
            ? Handler.done()
            : avp.peers()
                .thenAccept(
                    all -> {
                      if (all.stream().noneMatch(one -> one.id().equals(peer.get()))) {
                        throw Problem.unknown("peer", peer.get(), BASE + "/peers");
                      }
                    });
    return known
        .thenCompose(yes -> avp.links(peer, after, limit))
        .thenApply(page -> Json.ok(Items.of(page)));
  }

  private CompletionStage<HttpResponse> link(Handler.Call call) {
    return avp.link(call.id()).thenApply(found -> found(found, "link", call.id()));
  }

  private CompletionStage<HttpResponse> close(Handler.Call call) {
    return avp.closeLink(call.id())
        .thenApply(
            closing ->
                switch (closing) {
                  case CLOSES -> HttpResponse.create().withStatus(204);
                  case UNKNOWN -> throw Problem.unknown("link", call.id(), BASE + "/links");
                  case MESH ->
                      throw new Problem(
                          409,
                          "mesh-link",
                          "Link '" + call.id() + "' joins two virtual peers of this cluster.",
                          "It lasts as long as both live: end a node to end its mesh links.");
                });
  }

  private CompletionStage<HttpResponse> ledger(Handler.Call call) {
    call.only();
    return avp.ledger().thenApply(Json::ok);
  }

  private CompletionStage<HttpResponse> regions(Handler.Call call) {
    int after =
        call.only("limit", "cursor")
            .parameter("cursor")
            .map(text -> Handler.Call.number("cursor", text, 0, 255))
            .orElse(-1);
    return avp.regions(after, Math.min(256, call.limit()))
        .thenApply(page -> Json.ok(Items.of(page)));
  }

  private CompletionStage<HttpResponse> region(Handler.Call call) {
    return avp.region(number(call)).thenApply(found -> found(found, "region", call.id()));
  }

  private CompletionStage<HttpResponse> forget(Handler.Call call) {
    return avp.forgetRegion(number(call)).thenApply(known -> done(known, "region", call.id()));
  }

  private CompletionStage<HttpResponse> forgetAnswers(Handler.Call call) {
    return avp.forgetAnswers(number(call)).thenApply(known -> done(known, "region", call.id()));
  }

  private static int number(Handler.Call call) {
    if (!call.id().matches("\\d{1,3}")) {
      throw Problem.unknown("region", call.id(), BASE + "/regions");
    }
    return Integer.parseInt(call.id());
  }

  private static HttpResponse done(boolean known, String kind, String id) {
    if (!known) {
      throw Problem.unknown(kind, id, BASE + "/" + kind + "s");
    }
    return HttpResponse.create().withStatus(204);
  }

  private static HttpResponse found(Optional<?> view, String kind, String id) {
    return Json.ok(view.orElseThrow(() -> Problem.unknown(kind, id, BASE + "/" + kind + "s")));
  }
}
