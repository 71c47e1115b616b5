package io.avp.node.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/**
 * Answers to what is no HTTP request at all, in the form of all other errors. Named in {@code
 * avp-node.conf}, made by Akka HTTP.
 */
public final class BadRequests extends ParsingErrorHandler {

  /** For Akka HTTP. */
  public BadRequests() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    // Nothing is logged: it is the asker's matter, and a log that strangers can fill is none.
    return Router.secured(
        new Problem(
                status.intValue(),
                "bad-request",
                error.summary() + ".",
                "This is an HTTP/1.1 interface; /api/v1/openapi.json describes it.")
            .response());
  }
}
