package io.avp.gnutella.stream;

import akka.NotUsed;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Host;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLSPlacebo;
import akka.util.ByteString;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** What an owner does with HTTP: serves requests, or asks on a pushed socket. */
final class HttpSide {
  private HttpSide() {}

  /** Answers every request, and shows it. */
  static BlockingQueue<HttpRequest> serve(
      TestServent servent, Function<HttpRequest, HttpResponse> answer) {
    BlockingQueue<HttpRequest> seen = new LinkedBlockingQueue<>();
    servent.http =
        Optional.of(
            Flow.of(HttpRequest.class)
                .map(
                    request -> {
                      seen.add(request);
                      return answer.apply(request);
                    }));
    return seen;
  }

  /** Sends one request over the bytes of a socket; the head of its answer. */
  static CompletionStage<HttpResponse> ask(
      Flow<ByteString, ByteString, NotUsed> bytes, HttpRequest request) {
    BidiFlow<
            HttpRequest,
            akka.stream.TLSProtocol.SslTlsOutbound,
            akka.stream.TLSProtocol.SslTlsInbound,
            HttpResponse,
            NotUsed>
        client = Http.get(TestPort.system()).clientLayer(Host.create("localhost"));
    BidiFlow<
            akka.stream.TLSProtocol.SslTlsOutbound,
            akka.stream.TLSProtocol.SslTlsOutbound,
            akka.stream.TLSProtocol.SessionBytes,
            akka.stream.TLSProtocol.SslTlsInbound,
            NotUsed>
        upcast = BidiFlow.fromFunctions(out -> out, in -> in);
    Flow<HttpRequest, HttpResponse, NotUsed> exchange =
        client.atop(upcast).atop(TLSPlacebo.getInstance()).join(bytes);
    // The request side stays open: its end would be the end of the socket.
    return Source.single(request)
        .concat(Source.<HttpRequest>maybe())
        .via(exchange)
        .toMat(Sink.<HttpResponse>head(), Keep.right())
        .run(TestPort.system());
  }
}
