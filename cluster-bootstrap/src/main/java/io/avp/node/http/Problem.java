package io.avp.node.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;

/**
 * An error as RFC 9457 wants it, and as an exception that ends a request with it.
 *
 * <p>{@code code} is stable: programs may depend on it; {@code hint} is for people.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final String detail;
  private final String hint;

  /**
   * One error.
   *
   * @param status HTTP status
   * @param code stable word
   * @param detail what happened
   * @param hint what to do
   */
  Problem(int status, String code, String detail, String hint) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.hint = hint;
  }

  /** Something that is asked for by name is not there. */
  static Problem unknown(String kind, String id, String list) {
    return new Problem(
        404,
        "unknown-" + kind,
        "There is no " + kind + " '" + id + "'.",
        "GET " + list + " lists them.");
  }

  /** A parameter has a value that cannot be used. */
  static Problem parameter(String name, String expected) {
    return new Problem(
        400,
        "bad-parameter",
        "Parameter '" + name + "' " + expected + ".",
        "See /api/v1/openapi.json.");
  }

  /** The body as it goes out. */
  private record Body(
      String type, String title, int status, String detail, String code, String hint) {}

  /** The response. */
  HttpResponse response() {
    StatusCode known = StatusCodes.get(status);
    return Json.response(
        status, Json.PROBLEM, new Body("about:blank", known.reason(), status, detail, code, hint));
  }
}
