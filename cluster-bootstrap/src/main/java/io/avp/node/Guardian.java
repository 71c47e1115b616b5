package io.avp.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.ServerBinding;
import io.avp.actor.AvpSystem;
import io.avp.actor.PeerView;
import io.avp.node.http.HttpInterface;
import io.avp.node.http.HttpSettings;
import io.avp.node.metrics.NodeMetrics;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Starts everything of a node, in this order: HTTP says what is waited for, the cluster is joined,
 * the virtual peers start. It never does anything after that: what was started ends by the
 * coordinated shutdown.
 */
final class Guardian {
  private Guardian() {}

  /**
   * What runs.
   *
   * @param http the bound server
   * @param peers the local virtual peers, all listening
   */
  record Running(ServerBinding http, List<PeerView> peers) {}

  /** No message is meant for it. */
  sealed interface Command {}

  /** Never sent: the guardian only starts. */
  record Nothing() implements Command {}

  /**
   * The start-up list.
   *
   * @param running completed when all runs
   */
  static Behavior<Command> create(
      NodeSettings settings, String token, CompletableFuture<Running> running) {
    return Behaviors.setup(
        context -> {
          ActorSystem<?> system = context.getSystem();
          Formation formation = new Formation(system, settings);
          HttpInterface http =
              HttpInterface.open(
                  system,
                  new HttpSettings(
                      settings.httpHost(), settings.httpPort(), settings.httpNames(), token),
                  formation::state);
          formation
              .join()
              .thenCompose(
                  member -> {
                    AvpSystem avp = AvpSystem.start(system, settings.avp());
                    NodeMetrics metrics = new NodeMetrics(avp::gauges, BuildVersion.text());
                    system.getWhenTerminated().thenAccept(done -> metrics.close());
                    http.serve(avp, metrics::scrape);
                    return http.bound().thenCombine(avp.ready(), Running::new);
                  })
              .whenComplete(
                  (all, failure) -> {
                    if (failure == null) {
                      running.complete(all);
                    } else {
                      running.completeExceptionally(failure);
                    }
                  });
          return Behaviors.empty();
        });
  }
}
