package io.avp.node.http;

import akka.actor.typed.ActorSystem;
import akka.cluster.Cluster;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.management.cluster.javadsl.ClusterHttpManagementRoutes;
import akka.stream.SystemMaterializer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Akka Management's view of the cluster under its own paths, read only: what can change the cluster
 * there knows no token.
 */
final class ClusterRoutes {
  private static final String BASE = "/cluster";

  private final ActorSystem<?> system;
  private Function<HttpRequest, CompletionStage<HttpResponse>> management;

  /** Of the cluster that {@code system} is a member of. */
  ClusterRoutes(ActorSystem<?> system) {
    this.system = system;
  }

  /** Its rows of the table. */
  List<Route> routes() {
    return List.of(
        new Route("GET", BASE + "/members", call -> ask(call, "cluster")),
        new Route("GET", BASE + "/members/{address}", call -> ask(call, "member")),
        new Route("GET", BASE + "/shards/{type}", call -> ask(call, "type")),
        new Route("GET", BASE + "/domain-events", call -> ask(call, "cluster")));
  }

  private CompletionStage<HttpResponse> ask(Handler.Call call, String kind) {
    try {
      return management()
          .apply(call.request().withMethod(HttpMethods.GET)) // also for HEAD
          .thenApply(
              answer -> {
                if (answer.status().isSuccess()) {
                  return answer;
                }
                answer.discardEntityBytes(SystemMaterializer.get(system).materializer());
                if (answer.status().intValue() == 404) {
                  throw new Problem(
                      404,
                      "unknown-" + kind,
                      "The cluster has no " + kind + " '" + call.id() + "'.",
                      "GET /cluster/members lists the members; the types are VirtualPeer,"
                          + " OverlayLink and QueryRegion.");
                }
                throw new Problem(
                    answer.status().intValue(),
                    "cluster-failure",
                    "Akka Management has no answer: " + answer.status().reason() + ".",
                    "Try again; see /ready.");
              });
    } catch (Exception e) {
      throw new IllegalStateException("Akka Management failed", e);
    }
  }

  /** Made with the first request, which comes when the cluster extension runs. */
  private synchronized Function<HttpRequest, CompletionStage<HttpResponse>> management() {
    if (management == null) {
      management = ClusterHttpManagementRoutes.readOnly(Cluster.get(system)).function(system);
    }
    return management;
  }
}
