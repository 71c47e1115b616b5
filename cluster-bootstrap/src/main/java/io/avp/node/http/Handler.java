package io.avp.node.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.Pair;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** What answers one kind of request. */
@FunctionalInterface
interface Handler {
  /**
   * The answer, now or later.
   *
   * @param call the request
   */
  CompletionStage<HttpResponse> handle(Call call);

  /** An answer that is there at once. */
  static CompletionStage<HttpResponse> now(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  /** Nothing to wait for. */
  static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * One request.
   *
   * @param request as it came
   * @param id what fills the hole in the path, empty without one
   * @param operator true if the token came along
   */
  record Call(HttpRequest request, String id, boolean operator) {
    /** A query parameter. */
    Optional<String> parameter(String name) {
      return request.getUri().query().get(name);
    }

    /** Refuses what would be ignored: a parameter that is not one of {@code names}, or is twice. */
    Call only(String... names) {
      Set<String> left = new HashSet<>(List.of(names));
      for (Pair<String, String> given : request.getUri().query().toList()) {
        String name = given.first();
        if (!left.remove(name)) {
          throw Problem.parameter(
              name,
              List.of(names).contains(name)
                  ? "may be given once only"
                  : "does not exist here"
                      + (names.length > 0 ? "; possible: " + String.join(", ", names) : ""));
        }
      }
      return this;
    }

    /** The parameter {@code cursor}, of a form that {@code good} knows; empty if absent. */
    String cursor(Predicate<String> good) {
      String text = parameter("cursor").orElse("");
      if (parameter("cursor").isPresent() && !good.test(text)) {
        throw Problem.parameter("cursor", "must be the 'next' of the part before");
      }
      return text;
    }

    /** The parameter {@code limit}: 1 to 1000, 100 if absent. */
    int limit() {
      return parameter("limit").map(text -> number("limit", text, 1, 1_000)).orElse(100);
    }

    /** Reads a number from {@code min} to {@code max}. */
    static int number(String name, String text, int min, int max) {
      if (text.matches("\\d{1,9}")) {
        int value = Integer.parseInt(text);
        if (value >= min && value <= max) {
          return value;
        }
      }
      throw Problem.parameter(name, "must be a number from " + min + " to " + max);
    }
  }
}
