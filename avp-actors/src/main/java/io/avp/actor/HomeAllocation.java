package io.avp.actor;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardCoordinator;
import akka.cluster.typed.Cluster;
import akka.dispatch.Futures;
import io.avp.aol.topology.Rendezvous;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Puts a shard on the node that it belongs to. If that node is not there, another one takes its
 * place; when it comes back, the shard goes home. Otherwise nothing is ever moved: a virtual peer
 * and its relations hold sockets, and sockets do not travel.
 */
final class HomeAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {
  private static final String ROLE = "node.";

  private final ActorSystem<?> system;
  private final Function<String, Optional<String>> nodeOfShard;
  private final boolean replaced;

  /**
   * Over the members of {@code system}'s cluster.
   *
   * @param nodeOfShard name of the node that a shard belongs to, if that is known
   * @param replaced true if another node, by rendezvous, takes the place of one that is not there;
   *     false if the shard then goes to whoever asks
   */
  HomeAllocation(
      ActorSystem<?> system, Function<String, Optional<String>> nodeOfShard, boolean replaced) {
    this.system = system;
    this.nodeOfShard = nodeOfShard;
    this.replaced = replaced;
  }

  /** The role that tells the name of a node. */
  static String role(String node) {
    return ROLE + node;
  }

  /** The name of a member; empty if it has none. */
  static Optional<String> node(Member member) {
    return member.getRoles().stream()
        .filter(role -> role.startsWith(ROLE))
        .map(role -> role.substring(ROLE.length()))
        .findFirst();
  }

  /** Names of the members that can run something: neither gone nor about to go. */
  static List<String> nodes(ActorSystem<?> system) {
    List<String> names = new ArrayList<>();
    for (Member member : Cluster.get(system).state().getMembers()) {
      if (isThere(member)) {
        node(member).ifPresent(names::add);
      }
    }
    return names;
  }

  /** Names of all members, also of those that are about to go or cannot be reached. */
  static Set<String> known(ActorSystem<?> system) {
    Set<String> names = new HashSet<>();
    for (Member member : Cluster.get(system).state().getMembers()) {
      node(member).ifPresent(names::add);
    }
    return names;
  }

  /** Names of the members that cannot be reached now. */
  static Set<String> unreachable(ActorSystem<?> system) {
    Set<String> names = new HashSet<>();
    for (Member member : Cluster.get(system).state().getUnreachable()) {
      node(member).ifPresent(names::add);
    }
    return names;
  }

  private static boolean isThere(Member member) {
    return member.status() == MemberStatus.up()
        || member.status() == MemberStatus.weaklyUp()
        || member.status() == MemberStatus.joining();
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shardId, Map<ActorRef, IndexedSeq<String>> current) {
    Optional<String> node = nodeOfShard.apply(shardId);
    Optional<ActorRef> home = node.flatMap(name -> at(name, current));
    // Of a home that is not known yet the one who asks is the home itself, about to start.
    Optional<ActorRef> chosen =
        replaced && node.isPresent() && home.isEmpty()
            ? Rendezvous.first(shardId, nodes(system)).flatMap(name -> at(name, current))
            : home;
    return Futures.successful(chosen.orElse(requester));
  }

  private Optional<ActorRef> at(String node, Map<ActorRef, IndexedSeq<String>> current) {
    return addressOf(node).flatMap(address -> regionAt(address, current));
  }

  /** Shards whose home is there, but that are elsewhere. */
  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> current, Set<String> inProgress) {
    Set<String> misplaced = new HashSet<>();
    current.forEach(
        (region, shards) -> {
          for (String shard : CollectionConverters.asJava(shards)) {
            Optional<ActorRef> home = nodeOfShard.apply(shard).flatMap(node -> at(node, current));
            if (home.isPresent() && !home.get().equals(region) && !inProgress.contains(shard)) {
              misplaced.add(shard);
            }
          }
        });
    return Futures.successful(misplaced);
  }

  private Optional<Address> addressOf(String node) {
    for (Member member : Cluster.get(system).state().getMembers()) {
      if (member.hasRole(role(node)) && isThere(member)) {
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
