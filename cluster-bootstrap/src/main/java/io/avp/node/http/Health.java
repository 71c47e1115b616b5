package io.avp.node.http;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import io.avp.actor.AvpSystem;
import io.avp.actor.PeerView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Says whether this node lives and whether it is ready, and why not. */
final class Health {
  private final ActorSystem<?> system;
  private final Supplier<String> membership;
  private final Optional<AvpSystem> avp;

  /** Of a node whose virtual peers have not begun to start. */
  Health(ActorSystem<?> system, Supplier<String> membership) {
    this(system, membership, Optional.empty());
  }

  /** Of a node with virtual peers. */
  Health(ActorSystem<?> system, Supplier<String> membership, AvpSystem avp) {
    this(system, membership, Optional.of(avp));
  }

  private Health(ActorSystem<?> system, Supplier<String> membership, Optional<AvpSystem> avp) {
    this.system = system;
    this.membership = membership;
    this.avp = avp;
  }

  /** Its rows of the table. */
  List<Route> routes() {
    return List.of(
        new Route("GET", "/ready", this::ready), new Route("GET", "/alive", this::alive));
  }

  /**
   * One condition.
   *
   * @param name stable word
   * @param ok if it holds
   * @param reason in words
   */
  private record Check(String name, boolean ok, String reason) {}

  private record Report(String status, List<Check> checks) {}

  /** 200 if this node is a member and every local virtual peer listens, else 503. */
  CompletionStage<HttpResponse> ready(Handler.Call call) {
    return report("ready", "not-ready", List.of(member(), listening(), running()));
  }

  /** 200 as long as the process answers and its actor system runs. */
  CompletionStage<HttpResponse> alive(Handler.Call call) {
    return report("alive", "ending", List.of(running()));
  }

  private static CompletionStage<HttpResponse> report(String good, String bad, List<Check> checks) {
    boolean ok = checks.stream().allMatch(Check::ok);
    return Handler.now(
        Json.response(
            ok ? 200 : 503, ContentTypes.APPLICATION_JSON, new Report(ok ? good : bad, checks)));
  }

  private Check member() {
    MemberStatus status = Cluster.get(system).selfMember().status();
    boolean up = status.equals(MemberStatus.up()) || status.equals(MemberStatus.weaklyUp());
    return new Check("cluster", up, membership.get());
  }

  private Check listening() {
    if (avp.isEmpty()) {
      return new Check("peers", false, "virtual peers start when this node is a member");
    }
    CompletableFuture<List<PeerView>> peers = avp.get().ready().toCompletableFuture();
    if (!peers.isDone()) {
      return new Check("peers", false, "virtual peers are starting");
    }
    return peers.isCompletedExceptionally()
        ? new Check("peers", false, "a virtual peer could not start; the log has the reason")
        : new Check("peers", true, "local virtual peers that listen: " + peers.join().size());
  }

  private Check running() {
    boolean ends = CoordinatedShutdown.get(system).getShutdownReason().isPresent();
    return new Check("process", !ends, ends ? "this node is shutting down" : "running");
  }
}
