package io.avp.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.http.javadsl.ServerBinding;
import io.avp.actor.AvpSystem;
import io.avp.actor.PeerView;
import io.avp.node.http.HttpInterface;
import io.avp.node.http.HttpSettings;
import io.avp.node.metrics.NodeMetrics;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Starts everything of a node, in this order: the cluster is joined, the virtual peers start, HTTP
 * answers. It never does anything after that: what was started ends by the coordinated shutdown.
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
          join(system, settings);
          AvpSystem avp = AvpSystem.start(system, settings.avp());
          NodeMetrics metrics = new NodeMetrics(avp::gauges, BuildVersion.text());
          system.getWhenTerminated().thenAccept(done -> metrics.close());
          HttpInterface.bind(
                  system,
                  avp,
                  new HttpSettings(
                      settings.httpHost(), settings.httpPort(), settings.httpNames(), token),
                  metrics::scrape)
              .thenCombine(avp.ready(), Running::new)
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

  /** A node without seeds forms its own cluster at once; it dials nobody. */
  private static void join(ActorSystem<?> system, NodeSettings settings) {
    Cluster cluster = Cluster.get(system);
    if (settings.seeds().isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    } else {
      cluster
          .manager()
          .tell(
              new JoinSeedNodes(
                  settings.seeds().stream()
                      .map(seed -> "akka://" + NodeSettings.SYSTEM + "@" + seed)
                      .map(akka.actor.AddressFromURIString::parse)
                      .toList()));
    }
  }
}
