package io.avp.node.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.pattern.AskTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a request through the guard to its row of the table, and every failure to one mapping. */
final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final Guard guard;
  private final List<Route> routes;
  private final Handler others;

  /**
   * With the table.
   *
   * @param others answers to paths that the table does not have, or throws a problem
   */
  Router(Guard guard, List<Route> routes, Handler others) {
    this.guard = guard;
    this.routes = List.copyOf(routes);
    this.others = others;
  }

  /** The answer to a request; never fails. */
  CompletionStage<HttpResponse> handle(HttpRequest request) {
    CompletionStage<HttpResponse> answer;
    try {
      answer =
          guard
              .refusal(request)
              .map(p -> Handler.now(p.response()))
              .orElseGet(() -> routed(request));
    } catch (RuntimeException e) {
      answer = Handler.now(failure(request, e));
    }
    return answer.exceptionally(e -> failure(request, e)).thenApply(Router::secured);
  }

  private CompletionStage<HttpResponse> routed(HttpRequest request) {
    String path = request.getUri().path();
    // A HEAD is a GET whose body the server leaves out.
    String asked = request.method().value();
    String method = asked.equals("HEAD") ? "GET" : asked;
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Optional<String> id = route.match(path);
      if (id.isPresent()) {
        if (route.method().equals(method)) {
          return route.handler().handle(call(request, id.get()));
        }
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      return others.handle(call(request, ""));
    }
    return Handler.now(
        new Problem(
                405, "method-not-allowed", asked + " is not possible here.", "Possible: " + allowed)
            .response()
            .addHeader(RawHeader.create("Allow", String.join(", ", allowed))));
  }

  private Handler.Call call(HttpRequest request, String id) {
    return new Handler.Call(request, id, guard.isOperator(request));
  }

  private static HttpResponse failure(HttpRequest request, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Problem problem) {
      return problem.response();
    }
    if (cause instanceof AskTimeoutException
        || cause instanceof java.util.concurrent.TimeoutException) {
      return new Problem(
              504,
              "no-answer",
              "A part of the cluster did not answer in time.",
              "Try again; see /ready.")
          .response();
    }
    LOG.warn("request for {} failed", request.getUri().path(), cause);
    return new Problem(
            500, "internal-error", "The request failed here.", "The log of the node has the cause.")
        .response();
  }

  /** Adds what every answer carries. */
  static HttpResponse secured(HttpResponse response) {
    HttpResponse marked =
        response
            .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
            .addHeader(RawHeader.create("Cache-Control", "no-store"));
    return response.status().intValue() == 401
        ? marked.addHeader(RawHeader.create("WWW-Authenticate", "Basic realm=\"avp\", Bearer"))
        : marked;
  }
}
