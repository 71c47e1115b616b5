package io.avp.actor;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.sharding.ShardCoordinator;
import akka.cluster.typed.Cluster;
import akka.dispatch.Futures;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;

/**
 * Puts a shard on the node that its name, or the directory, says it belongs to, and never moves it.
 *
 * <p>A virtual peer and its relations hold sockets, and sockets do not travel; so there is nothing
 * to balance. If the node is not there, the shard goes to whoever asks, where the entity finds that
 * it has no socket and stops.
 */
final class HomeAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {
  private final ActorSystem<?> system;
  private final Function<String, Optional<String>> nodeOfShard;

  /**
   * Over the members of {@code system}'s cluster.
   *
   * @param nodeOfShard name of the node that a shard belongs to, if that is known
   */
  HomeAllocation(ActorSystem<?> system, Function<String, Optional<String>> nodeOfShard) {
    this.system = system;
    this.nodeOfShard = nodeOfShard;
  }

  /** The role that tells the name of a node. */
  static String role(String node) {
    return "node." + node;
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shardId, Map<ActorRef, IndexedSeq<String>> current) {
    ActorRef chosen =
        nodeOfShard
            .apply(shardId)
            .flatMap(this::addressOf)
            .flatMap(address -> regionAt(address, current))
            .orElse(requester);
    return Futures.successful(chosen);
  }

  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> current, Set<String> inProgress) {
    return Futures.successful(Set.of());
  }

  private Optional<Address> addressOf(String node) {
    for (Member member : Cluster.get(system).state().getMembers()) {
      if (member.hasRole(role(node))) {
        return Optional.of(member.address());
      }
    }
    return Optional.empty();
  }

  private Optional<ActorRef> regionAt(Address address, Map<ActorRef, IndexedSeq<String>> current) {
    Address own = Cluster.get(system).selfMember().address();
    for (ActorRef region : current.keySet()) {
      Address at = region.path().address();
      if (at.equals(address) || (at.hasLocalScope() && own.equals(address))) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
  }
}
