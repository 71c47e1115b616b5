package io.avp.node;

import akka.Done;
import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContextExecutor;

/** The way of a node into its cluster: by seeds or by bootstrap, and what it waits for. */
final class Formation {
  private static final long HANGS_SECONDS = 3;
  private static final Logger LOG = LoggerFactory.getLogger(Formation.class);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final Duration LOOKS = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final NodeSettings settings;
  private final String self;
  private final CompletableFuture<Void> up = new CompletableFuture<>();
  private final ConstantsExchange constants;
  private final Queue<String> differences = new ConcurrentLinkedQueue<>();
  private List<String> asking = List.of();
  private volatile String waits = "looks for its cluster";

  Formation(ActorSystem<?> system, NodeSettings settings) {
    this.system = system;
    this.settings = settings;
    cluster = Cluster.get(system);
    Address address = cluster.selfMember().address();
    self = address.getHost().orElseThrow() + ":" + address.getPort().orElseThrow();
    constants = new ConstantsExchange(Adapter.toClassic(system));
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(), "what-differs", this::askWhatDiffers);
  }

  /**
   * Joins or forms a cluster.
   *
   * @return completed when this node is a member; fails with a {@link StartError} if it cannot be
   */
  CompletionStage<Void> join() {
    akka.cluster.Cluster.get(system).registerOnMemberUp(this::checkName);
    system.getWhenTerminated().thenAccept(done -> up.completeExceptionally(end()));
    // A connection that nobody answers can keep the actor system from ending.
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "formation-ends",
            () -> {
              CompletableFuture.delayedExecutor(HANGS_SECONDS, TimeUnit.SECONDS)
                  .execute(() -> up.completeExceptionally(end()));
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    ExecutionContextExecutor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    if (settings.formation().bySeeds()) {
      blocking.execute(() -> joinSeeds(probe()));
    } else {
      AkkaManagement.get(system).start();
      ClusterBootstrap.get(system).start();
    }
    Cancellable looks =
        system.scheduler().scheduleAtFixedRate(FIRST_LOOK, LOOKS, this::look, blocking);
    return up.whenComplete((member, failure) -> looks.cancel());
  }

  /** What this node is in its cluster, or what it waits for. */
  String state() {
    MemberStatus status = cluster.selfMember().status();
    if (!isMember()) {
      return waits;
    }
    List<String> unheard =
        StreamSupport.stream(cluster.state().getUnreachable().spliterator(), false)
            .map(member -> member.address().hostPort())
            .sorted()
            .toList();
    return "this node is "
        + status
        + " in the cluster"
        + (unheard.isEmpty() ? "" : "; not heard at the moment: " + unheard);
  }

  /** True if this node takes part in the cluster. */
  boolean isMember() {
    MemberStatus status = cluster.selfMember().status();
    return status.equals(MemberStatus.up()) || status.equals(MemberStatus.weaklyUp());
  }

  /** What is at the other seeds, in their order; takes up to a second for each. */
  private Map<String, SeedProbe.Found> probe() {
    Map<String, SeedProbe.Found> found = new LinkedHashMap<>();
    settings.seeds().stream()
        .filter(seed -> !seed.equals(self))
        .forEach(seed -> found.put(seed, SeedProbe.look(seed)));
    return found;
  }

  /** The first seed need not wait for others that are not there, and must not overlook any. */
  private synchronized void joinSeeds(Map<String, SeedProbe.Found> others) {
    boolean first = others.isEmpty() || isFirst();
    List<String> asked = first ? FirstSeedRule.ask(others) : List.copyOf(others.keySet());
    if (first && asked.isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    } else if (!asked.equals(asking)) {
      asking = asked;
      cluster
          .manager()
          .tell(
              new JoinSeedNodes(
                  Stream.concat(first ? Stream.of(self) : Stream.empty(), asked.stream())
                      .map(seed -> "akka://" + NodeSettings.SYSTEM + "@" + seed)
                      .map(AddressFromURIString::parse)
                      .toList()));
    }
  }

  private boolean isFirst() {
    return settings.seeds().get(0).equals(self);
  }

  private void look() {
    if (up.isDone()) {
      return;
    }
    if (cluster.selfMember().status().equals(MemberStatus.joining())) {
      waits =
          "this node joins; the cluster takes it when these are back or removed: "
              + cluster.state().getUnreachable();
    } else if (settings.formation().bySeeds()) {
      Map<String, SeedProbe.Found> seeds = probe();
      waits = "waits for a seed: " + told(seeds) + hint();
      if (!up.isDone() && cluster.selfMember().status().equals(MemberStatus.removed())) {
        joinSeeds(seeds);
      }
    } else {
      waits =
          "waits for bootstrap: discovery '"
              + settings.formation().discovery()
              + "' has not yet found enough contact points (avp.node.discovery-contacts)";
    }
    LOG.info("{}", waits);
  }

  private static String told(Map<String, SeedProbe.Found> seeds) {
    return seeds.entrySet().stream()
        .map(seed -> seed.getKey() + " (" + seed.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private String hint() {
    return isFirst()
        ? "; this node, the first seed, forms a cluster when all that can be reached, and a"
            + " majority of the seeds, are in none"
        : "; only the first seed, " + settings.seeds().get(0) + ", forms a new cluster";
  }

  /** A name belongs to the node that had it first. */
  private void checkName() {
    String role = "node." + settings.name();
    Member own = cluster.selfMember();
    for (Member other : cluster.state().getMembers()) {
      boolean older =
          other.hasRole(role)
              && !other.address().equals(own.address())
              && other.isOlderThan(own)
              && !cluster.state().getUnreachable().contains(other);
      if (older) {
        up.completeExceptionally(
            new StartError(
                "avp.node.name: '"
                    + settings.name()
                    + "' is the name of the living node at "
                    + other.address().hostPort()
                    + "; give this one another name (--name NAME)"));
        return;
      }
    }
    up.complete(null);
  }

  private StartError end() {
    CoordinatedShutdown.Reason reason =
        CoordinatedShutdown.get(system)
            .getShutdownReason()
            .orElse(CoordinatedShutdown.unknownReason());
    if (isRefused(reason)) {
      return new StartError(
          "the cluster refuses this node: "
              + (differences.isEmpty()
                  ? "another build or configuration; the log of its seeds names what differs"
                  : String.join(", ", differences))
              + "; all nodes must be of one build and configuration");
    }
    if (reason == CoordinatedShutdown.clusterJoinUnsuccessfulReason()) {
      return new StartError(
          "avp.node.seeds: found no cluster within "
              + settings.formation().joinWithin().toSeconds()
              + " s (avp.node.join-within); "
              + waits);
    }
    return new StartError("the actor system ended during the start; the log has the reason");
  }

  private static boolean isRefused(CoordinatedShutdown.Reason reason) {
    return reason == CoordinatedShutdown.incompatibleConfigurationDetectedReason();
  }

  /** Asks while it can: all seeds, for a cluster says nothing to whom it refuses. */
  private CompletionStage<Done> askWhatDiffers() {
    CompletableFuture<Done> done = CompletableFuture.completedFuture(Done.getInstance());
    if (!CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(Formation::isRefused)
        .isPresent()) {
      return done;
    }
    CompletionStage<Done> all = done;
    for (String seed : settings.seeds()) {
      all =
          all.thenCombine(
              constants
                  .differences(seed)
                  .handle((found, failure) -> found == null ? List.<String>of() : found),
              (soFar, found) -> {
                found.stream().map(one -> one + " (" + seed + ")").forEach(differences::add);
                return soFar;
              });
    }
    return all;
  }
}
