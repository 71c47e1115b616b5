package io.avp.node.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
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

  private HttpInterface() {}

  /**
   * Binds and answers until the coordinated shutdown.
   *
   * @param metrics the text of {@code /metrics}
   */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system, AvpSystem avp, HttpSettings settings, Supplier<String> metrics) {
    Router router =
        new Router(new Guard(settings), routes(system, avp, metrics), HttpInterface::nothing);
    Function<HttpRequest, CompletionStage<HttpResponse>> handler =
        request -> {
          // No route reads a body, and an unread one would hold up its connection.
          request.discardEntityBytes(system);
          return router.handle(request);
        };
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .bind(handler)
        .thenApply(binding -> binding.addToCoordinatedShutdown(DRAIN, system));
  }

  /** The table. It only names who answers: nobody is asked before a request comes. */
  static List<Route> routes(ActorSystem<?> system, AvpSystem avp, Supplier<String> metrics) {
    Health health = new Health(system, avp);
    List<Route> routes = new ArrayList<>();
    routes.add(new Route("GET", "/", call -> Handler.now(StartPage.page())));
    routes.add(new Route("GET", "/ready", health::ready));
    routes.add(new Route("GET", "/alive", health::alive));
    routes.add(new Route("GET", "/metrics", call -> Handler.now(text(metrics.get()))));
    routes.add(
        new Route(
            "GET", ApiRoutes.BASE + "/openapi.json", call -> Handler.now(StartPage.openApi())));
    routes.add(new Route("GET", ApiRoutes.BASE + "/topology", new Topology(system, avp)::handle));
    routes.addAll(new ApiRoutes(avp).routes());
    routes.addAll(new ClusterRoutes(system).routes());
    return routes;
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
