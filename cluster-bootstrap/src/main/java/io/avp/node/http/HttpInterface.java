package io.avp.node.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import io.avp.actor.AvpSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The one HTTP server of a node. Akka Management's cluster routes are served by it, read only, so
 * that guard and error mapping hold for them too.
 */
public final class HttpInterface {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final Guard guard;
  private final Supplier<String> membership;
  private final CompletionStage<ServerBinding> bound;
  private volatile Router router;

  private HttpInterface(ActorSystem<?> system, HttpSettings settings, Supplier<String> membership) {
    this.system = system;
    this.membership = membership;
    guard = new Guard(settings);
    router = new Router(guard, new Health(system, membership).routes(), HttpInterface::early);
    bound =
        Http.get(system)
            .newServerAt(settings.host(), settings.port())
            .bind(this::handle)
            .thenApply(binding -> binding.addToCoordinatedShutdown(DRAIN, system));
  }

  /**
   * Binds and answers until the coordinated shutdown; until {@link #serve}, only whether the node
   * is ready.
   *
   * @param membership what this node is in the cluster, or what it waits for
   */
  public static HttpInterface open(
      ActorSystem<?> system, HttpSettings settings, Supplier<String> membership) {
    return new HttpInterface(system, settings, membership);
  }

  /** Completed when it listens. */
  public CompletionStage<ServerBinding> bound() {
    return bound;
  }

  /**
   * Answers everything from now on.
   *
   * @param metrics the text of {@code /metrics}
   */
  public void serve(AvpSystem avp, Supplier<String> metrics) {
    router =
        new Router(
            guard,
            routes(system, new Health(system, membership, avp), avp, metrics),
            HttpInterface::nothing);
  }

  private CompletionStage<HttpResponse> handle(HttpRequest request) {
    // No route reads a body, and an unread one would hold up its connection.
    request.discardEntityBytes(system);
    return router.handle(request);
  }

  /** The table. It only names who answers: nobody is asked before a request comes. */
  static List<Route> routes(
      ActorSystem<?> system, Health health, AvpSystem avp, Supplier<String> metrics) {
    List<Route> routes = new ArrayList<>(health.routes());
    routes.add(new Route("GET", "/", call -> Handler.now(StartPage.page())));
    routes.add(new Route("GET", "/metrics", call -> Handler.now(text(metrics.get()))));
    routes.add(
        new Route(
            "GET", ApiRoutes.BASE + "/openapi.json", call -> Handler.now(StartPage.openApi())));
    routes.add(new Route("GET", ApiRoutes.BASE + "/topology", new Topology(system, avp)::handle));
    routes.addAll(new ApiRoutes(avp).routes());
    routes.addAll(new HoldingRoutes(avp).routes());
    routes.addAll(new WordRoutes(avp).routes());
    routes.addAll(new ClusterRoutes(system).routes());
    return routes;
  }

  private static CompletionStage<HttpResponse> early(Handler.Call call) {
    throw new Problem(
        503,
        "starting",
        "This node is not yet a member of its cluster.",
        "GET /ready says what it waits for.");
  }

  private static CompletionStage<HttpResponse> nothing(Handler.Call call) {
    throw new Problem(
        404,
        "no-such-path",
        "There is nothing at this path.",
        "GET /api/v1/openapi.json lists what there is.");
  }

  private static HttpResponse text(String metrics) {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.create(
                ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8"),
                ByteString.fromString(metrics)));
  }
}
