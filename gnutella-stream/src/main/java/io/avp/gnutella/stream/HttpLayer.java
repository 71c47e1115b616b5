package io.avp.gnutella.stream;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.event.Logging;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Host;
import akka.http.javadsl.settings.ParserSettings;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLSPlacebo;
import akka.util.ByteString;
import io.avp.gnutella.wire.HostAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** HTTP over byte bridges: Akka HTTP's own layer, with narrower limits for request heads. */
final class HttpLayer {
  private static final int URI_BYTES = 4 << 10;

  /** The flows' element types are invariant in Java, and the placebo names a subtype. */
  private static final BidiFlow<
          SslTlsOutbound, SslTlsOutbound, SessionBytes, SslTlsInbound, NotUsed>
      UPCAST = BidiFlow.fromFunctions(out -> out, in -> in);

  private final ActorSystem system;
  private final ServerSettings settings;
  private final Duration patience;

  HttpLayer(ActorSystem system, StreamSettings limits) {
    this.system = system;
    this.patience = limits.httpAnswer();
    ServerSettings base = ServerSettings.create(system);
    ParserSettings parsing =
        base.getParserSettings()
            .withMaxUriLength(URI_BYTES)
            .withMaxHeaderCount(limits.httpHeaders())
            .withMaxHeaderValueLength(limits.httpHeaderValueBytes())
            .withIllegalHeaderWarnings(false)
            // Every malformed head would be a warning with the other side's own text in it.
            .withErrorLoggingVerbosity(
                akka.http.scaladsl.settings.ParserSettings.ErrorLoggingVerbosity$.MODULE$.apply(
                    "off"));
    // Servents of HTTP/1.0 that send no Host are served all the same.
    this.settings =
        base.withParserSettings(parsing)
            .withRemoteAddressAttribute(true)
            .withDefaultHostHeader(Host.create("localhost"));
  }

  /**
   * Asks one question on a socket; the answer's bytes are read as fast as its reader wants. Its
   * head has to be there within the time for an answer, or the question fails and the socket is
   * closed.
   */
  void fetch(
      HostAddress remote,
      Flow<ByteString, ByteString, NotUsed> bytes,
      HttpRequest request,
      CompletableFuture<HttpResponse> response) {
    // Whoever gives up waiting for the head ends the socket himself: the layer below reads on.
    SharedKillSwitch socket = KillSwitches.shared("fetch");
    Flow<HttpRequest, HttpResponse, NotUsed> client =
        Http.get(system)
            .clientLayer(Host.create(remote.socketAddress()))
            .atop(UPCAST)
            .atop(TLSPlacebo.getInstance())
            .join(Flow.of(ByteString.class).via(socket.flow()).via(bytes).via(socket.flow()));
    Source.single(request)
        .via(client)
        .initialTimeout(patience)
        .runWith(Sink.head(), system)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                response.complete(answer);
              } else {
                socket.abort(failure);
                response.completeExceptionally(failure);
              }
            });
  }

  /** Runs an owner's handler on a socket; the requests carry the remote address. */
  void serve(ByteBridge bridge, Flow<HttpRequest, HttpResponse, NotUsed> handler) {
    HostAddress remote = bridge.socket().remote();
    BidiFlow<HttpResponse, SslTlsOutbound, SslTlsInbound, HttpRequest, NotUsed> server =
        Http.get(system)
            .serverLayer(
                settings,
                Optional.of(remote.socketAddress()),
                Logging.getLogger(system, HttpLayer.class));
    Flow<ByteString, ByteString, NotUsed> bytes =
        handler.join(server.atop(UPCAST).atop(TLSPlacebo.getInstance()));
    bridge.flow().join(bytes).run(system);
  }
}
