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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says whether this node lives and whether it is ready, and why not. */
final class Health {
  private final ActorSystem<?> system;
  private final AvpSystem avp;

  /** Over a node of the cluster. */
  Health(ActorSystem<?> system, AvpSystem avp) {
    this.system = system;
    this.avp = avp;
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
    return new Check("cluster", up, "this node is " + status + " in the cluster");
  }

  private Check listening() {
    CompletableFuture<List<PeerView>> peers = avp.ready().toCompletableFuture();
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
