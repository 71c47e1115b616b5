package io.avp.actor;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.Cluster;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual peers of this node: how they begin to live with it, and leave with it. */
final class LocalPeers {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPeers.class);
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** For handing members over and for the last bytes to them; within the phase's timeout. */
  private static final Duration LEAVE = Duration.ofSeconds(7);

  private final ActorSystem<?> system;
  private final NodeServices services;

  LocalPeers(NodeServices services) {
    this.system = services.system();
    this.services = services;
  }

  /**
   * Starts all as soon as the node is a member, and completes when they listen. Homes are claimed
   * first: another node may run a virtual peer in our place, and gives it back.
   */
  CompletionStage<List<PeerView>> start() {
    CompletableFuture<Done> member = new CompletableFuture<>();
    Cluster.get(Adapter.toClassic(system))
        .registerOnMemberUp(() -> member.complete(Done.getInstance()));
    return member
        .thenCompose(
            up ->
                AskPattern.<HomeKeeper.Command, Done>ask(
                    services.keeper(), HomeKeeper.Claim::new, START, system.scheduler()))
        .thenCompose(
            claimed ->
                all(services.settings().peers().stream().map(peer -> start(peer.id())).toList()));
  }

  private CompletionStage<PeerView> start(String id) {
    return services
        .peer(id)
        .<VirtualPeer.Started>ask(VirtualPeer.Start::new, ANSWER)
        .exceptionally(late -> new VirtualPeer.Started("", Optional.empty(), late.getMessage()))
        .thenCompose(
            started -> {
              if (started.node().equals(services.settings().node())) {
                return CompletableFuture.completedStage(
                    started.peer().orElseThrow(() -> new StartFailure(started.failure())));
              }
              // While its shard moves, a question may be lost; how long we try is the node's to
              // say.
              LOG.info("virtual peer {} waits for its place: {}", id, started.failure());
              return Patterns.after(AGAIN, system.classicSystem(), () -> start(id));
            });
  }

  /**
   * Has all hand over their members and say Bye, then closes the sockets. Those that live here in
   * the place of a dead home leave, too.
   */
  CompletionStage<Done> leave() {
    return all(services.homes().realm().stream()
            .filter(peer -> peer.node().equals(services.settings().node()))
            .map(
                peer ->
                    AskPattern.<VirtualPeer.Command, Done>ask(
                            peer.ref(), VirtualPeer.Leave::new, LEAVE, system.scheduler())
                        .exceptionally(late -> Done.getInstance()))
            .toList())
        .thenApplyAsync(
            // It waits for the threads that the virtual peers have answered on.
            left -> {
              services.shards().close();
              return Done.getInstance();
            },
            system.executionContext());
  }

  private static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
    CompletableFuture<?>[] futures =
        stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(futures)
        .thenApply(
            done -> {
              List<T> results = new ArrayList<>();
              stages.forEach(stage -> results.add(stage.toCompletableFuture().join()));
              return results;
            });
  }
}
