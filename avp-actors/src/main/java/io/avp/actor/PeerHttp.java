package io.avp.actor;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Query;
import akka.stream.javadsl.Flow;
import io.avp.gnutella.message.Base32;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * HTTP on a virtual peer's Gnutella port: pushes in the name of downloaders (fact sheet, section
 * 6.3). It has no files of its own.
 */
final class PeerHttp {
  private static final Set<String> PUSH_PROXY = Set.of("/gnutella/push-proxy", "/gnet/push-proxy");
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration SIBLING_ANSWER = Duration.ofSeconds(2);
  private static final int GUID_BASE32 = 26;

  private final ActorSystem<?> system;
  private final ActorRef<VirtualPeer.Command> peer;
  private final Supplier<List<PeerEntry>> realm;

  /**
   * For one virtual peer.
   *
   * @param realm all living virtual peers: one of them may know a servent that is not known here
   */
  PeerHttp(
      ActorSystem<?> system, ActorRef<VirtualPeer.Command> peer, Supplier<List<PeerEntry>> realm) {
    this.system = system;
    this.peer = peer;
    this.realm = realm;
  }

  /** One exchange after the other. */
  Flow<HttpRequest, HttpResponse, NotUsed> flow() {
    return Flow.of(HttpRequest.class).mapAsync(1, this::answer);
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    request.discardEntityBytes(system);
    boolean reads =
        request.method().equals(HttpMethods.GET) || request.method().equals(HttpMethods.HEAD);
    if (!reads || !PUSH_PROXY.contains(request.getUri().path())) {
      return now(404, "Not found");
    }
    Query query = request.getUri().query();
    Optional<Guid> servent =
        query
            .get("ServerId")
            .flatMap(PeerHttp::base32)
            .or(() -> query.get("guid").flatMap(PeerHttp::hex));
    Optional<HostAddress> requester =
        request.getHeader("X-Node").map(HttpHeader::value).flatMap(PeerHttp::address);
    if (servent.isEmpty() || requester.isEmpty()) {
      return now(400, "ServerId (base32) or guid (hex), and the header X-Node: ip:port are needed");
    }
    long index = index(query);
    return push(peer, servent.get(), index, requester.get(), false)
        .thenCompose(
            here ->
                here.elsewhere()
                    ? elsewhere(servent.get(), index, requester.get())
                    : CompletableFuture.completedStage(here.relayed()))
        .thenApply(
            relayed ->
                relayed
                    ? response(202, "Push-Proxy: Message Sent")
                    : response(410, "Push-Proxy: Servent not connected"));
  }

  private CompletionStage<VirtualPeer.PushRelayed> push(
      ActorRef<VirtualPeer.Command> to,
      Guid servent,
      long index,
      HostAddress requester,
      boolean own) {
    return AskPattern.ask(
        to,
        replyTo -> new VirtualPeer.RelayPush(servent, index, requester, own, replyTo),
        own ? SIBLING_ANSWER : ANSWER,
        system.scheduler());
  }

  /** All siblings are asked at the same time; true as soon as one of them has the servent. */
  private CompletionStage<Boolean> elsewhere(Guid servent, long index, HostAddress requester) {
    CompletableFuture<Boolean> found = new CompletableFuture<>();
    CompletableFuture<?>[] asked =
        realm.get().stream()
            .filter(entry -> !entry.ref().equals(peer))
            .map(
                entry ->
                    push(entry.ref(), servent, index, requester, true)
                        .exceptionally(late -> new VirtualPeer.PushRelayed(false, false))
                        .thenAccept(
                            pushed -> {
                              if (pushed.relayed()) {
                                found.complete(true);
                              }
                            })
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.anyOf(found, CompletableFuture.allOf(asked))
        .thenApply(done -> found.getNow(false));
  }

  private static CompletionStage<HttpResponse> now(int status, String text) {
    return CompletableFuture.completedStage(response(status, text));
  }

  private static HttpResponse response(int status, String text) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.TEXT_PLAIN_UTF8, text + "\n");
  }

  private static long index(Query query) {
    try {
      return query
          .get("file")
          .map(Long::parseLong)
          .filter(n -> n >= 0 && n <= 0xffff_ffffL)
          .orElse(0L);
    } catch (NumberFormatException e) {
      return 0; // generic: any file
    }
  }

  private static Optional<Guid> base32(String text) {
    if (text.length() != GUID_BASE32) {
      return Optional.empty();
    }
    return Optional.ofNullable(Base32.decode(text)).map(bytes -> Guid.read(bytes, 0));
  }

  private static Optional<Guid> hex(String text) {
    try {
      return Optional.of(Guid.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<HostAddress> address(String text) {
    try {
      return Optional.of(HostAddress.parse(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
