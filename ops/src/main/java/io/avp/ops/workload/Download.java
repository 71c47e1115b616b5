package io.avp.ops.workload;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Host;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLSPlacebo;
import akka.util.ByteString;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Fetches what a hit offers, directly or by push, and compares the SHA-1. */
final class Download {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long MAX_BYTES = 1 << 20;

  private final ActorSystem<?> system;

  Download(ActorSystem<?> system) {
    this.system = system;
  }

  /**
   * Fetches the file of one record.
   *
   * @return whether the bytes are the file; fails if none came within ten seconds
   */
  CompletionStage<Boolean> fetch(Servent by, QueryHit hit, HitRecord record, Guid pushId) {
    Sha1 sha1 = record.sha1().orElseThrow();
    HttpRequest request = HttpRequest.GET("/uri-res/N2R?" + sha1.urn());
    boolean push = hit.trailer().map(HitTrailer::push).orElse(false);
    CompletionStage<HttpResponse> response =
        push
            ? by.push(pushId, hit.servent(), record.index())
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .thenCompose(bytes -> over(bytes, hit.responder(), request))
            : direct(by.address(), hit.responder(), request);
    return response
        .thenCompose(answer -> body(answer))
        .thenApply(bytes -> SharedFile.sha1(bytes).equals(sha1));
  }

  private CompletionStage<HttpResponse> direct(
      HostAddress from, HostAddress to, HttpRequest request) {
    ClientConnectionSettings settings =
        ClientConnectionSettings.create(system.classicSystem())
            .withLocalAddress(Optional.of(new InetSocketAddress(from.inetAddress(), 0)));
    return Source.single(request)
        .via(
            Http.get(system)
                .connectionTo(HostAddress.ipText(to.ip()))
                .toPort(to.port())
                .withClientConnectionSettings(settings)
                .http())
        .completionTimeout(LIMIT)
        .runWith(Sink.head(), system);
  }

  private CompletionStage<HttpResponse> over(
      Flow<ByteString, ByteString, NotUsed> bytes, HostAddress to, HttpRequest request) {
    return Source.single(request)
        .via(
            Http.get(system)
                .clientLayer(Host.create(HostAddress.ipText(to.ip()), to.port()))
                .atop(plain())
                .join(bytes))
        .completionTimeout(LIMIT)
        .runWith(Sink.head(), system);
  }

  private CompletionStage<byte[]> body(HttpResponse response) {
    if (!response.status().equals(StatusCodes.OK)) {
      response.discardEntityBytes(system);
      throw new IllegalStateException("the holder answered " + response.status());
    }
    return response
        .entity()
        .withSizeLimit(MAX_BYTES)
        .toStrict(LIMIT.toMillis(), system)
        .thenApply(strict -> strict.getData().toArray());
  }

  /** No TLS. The interface types are covariant in Scala, which Java cannot say. */
  @SuppressWarnings("unchecked")
  private static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> plain() {
    return (BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed>)
        (BidiFlow<?, ?, ?, ?, ?>) TLSPlacebo.getInstance();
  }
}
