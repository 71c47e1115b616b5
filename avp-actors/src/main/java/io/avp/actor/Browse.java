package io.avp.actor;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.pattern.Patterns;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
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
   */
  record Outcome(Optional<BrowseReader.Result> result, boolean never, long retryAfterSeconds) {
    static final Outcome FAILED = new Outcome(Optional.empty(), false, 0);
    static final Outcome NEVER = new Outcome(Optional.empty(), true, 0);
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
    HttpRequest request =
        HttpRequest.GET("/")
            .addHeader(RawHeader.create("Accept", PACKETS))
            .addHeader(RawHeader.create("User-Agent", services.settings().gnutella().userAgent()));
    BrowseReader reader = new BrowseReader(expected, FileStore.MAX_PER_HOLDER, MAX_BYTES);
    return services
        .shards()
        .fetch(remote, from, request, owner)
        .thenCompose(response -> answered(response, reader, services))
        .exceptionally(failure -> Outcome.FAILED);
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
        later ? new Outcome(Optional.empty(), false, retryAfter(response)) : Outcome.NEVER);
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
        .thenApply(done -> new Outcome(Optional.of(reader.end()), false, 0));
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
