package io.avp.actor;

import akka.NotUsed;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.pattern.Patterns;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.DialException;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.vcc.cache.BrowseReader;
import io.avp.vcc.cache.FileStore;
import io.avp.vcc.policy.BrowsePolicy;
import io.avp.vcc.policy.BytePace;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Asks a servent for all its files by HTTP (fact sheet, section 12.9), slowly. */
final class Browse {
  private static final String PACKETS = "application/x-gnutella-packets";
  private static final int MAX_BYTES = 4 << 20;
  private static final int BURST_BYTES = 64 << 10;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final long HOUR_SECONDS = 3_600;

  private Browse() {}

  /**
   * What came of it.
   *
   * @param result what was read; empty if it did not answer so
   * @param never true if it does not serve that
   * @param retryAfterSeconds when it may be asked again, if it said so; else 0
   * @param unreachable true if it was dialled and nobody accepted
   */
  record Outcome(
      Optional<BrowseReader.Result> result,
      boolean never,
      long retryAfterSeconds,
      boolean unreachable) {
    static final Outcome FAILED = new Outcome(Optional.empty(), false, 0, false);
    static final Outcome NEVER = new Outcome(Optional.empty(), true, 0, false);
    static final Outcome UNREACHABLE = new Outcome(Optional.empty(), false, 0, true);
  }

  /**
   * Browses; never fails.
   *
   * @param remote where it listens
   * @param from the address to dial from
   * @param expected its GUID, if it is known
   */
  static CompletionStage<Outcome> of(
      HostAddress remote,
      InetAddress from,
      Optional<Guid> expected,
      Owner owner,
      NodeServices services) {
    return read(
        services.shards().fetch(remote, from, request(services), owner), expected, services);
  }

  /**
   * Browses one that was sent a push; never fails.
   *
   * @param remote its address
   * @param socket on which it has connected back
   * @param expected its GUID
   */
  static CompletionStage<Outcome> pushed(
      HostAddress remote,
      CompletionStage<Flow<ByteString, ByteString, NotUsed>> socket,
      Guid expected,
      NodeServices services) {
    return read(
        socket.thenCompose(bytes -> services.shards().ask(remote, bytes, request(services))),
        Optional.of(expected),
        services);
  }

  private static HttpRequest request(NodeServices services) {
    return HttpRequest.GET("/")
        .addHeader(RawHeader.create("Accept", PACKETS))
        .addHeader(RawHeader.create("User-Agent", services.settings().gnutella().userAgent()));
  }

  private static CompletionStage<Outcome> read(
      CompletionStage<HttpResponse> answer, Optional<Guid> expected, NodeServices services) {
    BrowseReader reader = new BrowseReader(expected, FileStore.MAX_PER_HOLDER, MAX_BYTES);
    return answer
        .thenCompose(response -> answered(response, reader, services))
        .exceptionally(Browse::failed);
  }

  private static Outcome failed(Throwable failure) {
    Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
    return why instanceof DialException dial && dial.reason() == CloseReason.CONNECT_FAILED
        ? Outcome.UNREACHABLE
        : Outcome.FAILED;
  }

  private static CompletionStage<Outcome> answered(
      HttpResponse response, BrowseReader reader, NodeServices services) {
    String type = response.entity().getContentType().mediaType().toString();
    int status = response.status().intValue();
    if (status == 200 && type.equals(PACKETS)) {
      return read(response, reader, services);
    }
    response.entity().getDataBytes().runWith(Sink.cancelled(), services.system());
    boolean later = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    return CompletableFuture.completedStage(
        later ? new Outcome(Optional.empty(), false, retryAfter(response), false) : Outcome.NEVER);
  }

  private static long retryAfter(HttpResponse response) {
    try {
      return response
          .getHeader("Retry-After")
          .map(header -> Long.parseLong(header.value().strip()))
          .orElse(HOUR_SECONDS);
    } catch (NumberFormatException e) {
      return HOUR_SECONDS; // a date, which no servent sends
    }
  }

  private static CompletionStage<Outcome> read(
      HttpResponse response, BrowseReader reader, NodeServices services) {
    BytePace pace =
        new BytePace(BrowsePolicy.BYTES_PER_SECOND, BURST_BYTES, services.nanoClock().getAsLong());
    return response
        .entity()
        .withoutSizeLimit()
        .getDataBytes()
        .completionTimeout(LIMIT)
        .takeWhile(chunk -> reader.read(chunk.toArray()))
        .mapAsync(1, chunk -> paced(chunk, pace, services))
        .runWith(Sink.ignore(), services.system())
        .thenApply(done -> new Outcome(Optional.of(reader.end()), false, 0, false));
  }

  private static CompletionStage<ByteString> paced(
      ByteString chunk, BytePace pace, NodeServices services) {
    long now = services.nanoClock().getAsLong();
    pace.read(chunk.size(), now);
    long wait = pace.waitNanos(now);
    return wait == 0
        ? CompletableFuture.completedStage(chunk)
        : Patterns.after(
            Duration.ofNanos(wait),
            services.system().classicSystem(),
            () -> CompletableFuture.completedStage(chunk));
  }
}
