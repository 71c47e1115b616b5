package io.avp.actor;

import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The members of the cluster that take part and can be reached, by the events of the cluster alone:
 * the state that the cluster shows beside them can be older than an event that has come. Not safe
 * for several threads.
 */
final class ReachableNodes {
  private final Set<String> members = new HashSet<>();
  private final Set<String> unreachable = new HashSet<>();

  /** Takes what the cluster tells; also the events that repeat its state to a new subscriber. */
  void take(ClusterEvent.ClusterDomainEvent event) {
    if (event instanceof ClusterEvent.UnreachableMember lost) {
      unreachable.add(address(lost.member()));
    } else if (event instanceof ClusterEvent.ReachableMember back) {
      unreachable.remove(address(back.member()));
    } else if (event instanceof ClusterEvent.MemberRemoved gone) {
      members.remove(address(gone.member()));
      unreachable.remove(address(gone.member()));
    } else if (event instanceof ClusterEvent.MemberEvent changed) {
      MemberStatus status = changed.member().status();
      if (status == MemberStatus.up() || status == MemberStatus.weaklyUp()) {
        members.add(address(changed.member()));
      } else {
        members.remove(address(changed.member()));
      }
    }
  }

  /** Addresses of those that take part and can be reached. */
  List<String> addresses() {
    List<String> addresses = new ArrayList<>(members);
    addresses.removeAll(unreachable);
    return addresses;
  }

  private static String address(Member member) {
    return member.address().toString();
  }
}
