package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import akka.actor.Address;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.util.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Set$;

/** Who takes part follows from the events alone. */
class ReachableNodesTest {
  private static final Member JOINING = member(1);
  private static final Member UP = JOINING.copy(MemberStatus.up());
  private final ReachableNodes nodes = new ReachableNodes();

  @SuppressWarnings("unchecked") // the empty set has any element
  private static Member member(int port) {
    return new Member(
        new UniqueAddress(Address.apply("akka", "avp", "127.0.0.1", port), 1L),
        1,
        MemberStatus.joining(),
        (scala.collection.immutable.Set<String>) (Object) Set$.MODULE$.empty(),
        Version.Zero());
  }

  private void expect(Member... members) {
    assertEquals(
        List.of(members).stream().map(m -> m.address().toString()).toList(), nodes.addresses());
  }

  @Test
  void aMemberTakesPartFromUpToLeaving() {
    nodes.take(new ClusterEvent.MemberJoined(JOINING));
    expect();
    nodes.take(new ClusterEvent.MemberUp(UP));
    expect(UP);
    nodes.take(new ClusterEvent.MemberLeft(UP.copy(MemberStatus.leaving())));
    expect();
  }

  @Test
  void whoCannotBeReachedTakesPartAgainWhenItCan() {
    nodes.take(new ClusterEvent.MemberUp(UP));
    nodes.take(new ClusterEvent.UnreachableMember(UP));
    expect();
    nodes.take(new ClusterEvent.ReachableMember(UP));
    expect(UP);
  }

  @Test
  void theNextIncarnationAtAnAddressIsNotUnreachable() {
    nodes.take(new ClusterEvent.MemberUp(UP));
    nodes.take(new ClusterEvent.UnreachableMember(UP));
    Member down = UP.copy(MemberStatus.down());
    nodes.take(new ClusterEvent.MemberDowned(down));
    nodes.take(
        new ClusterEvent.MemberRemoved(down.copy(MemberStatus.removed()), MemberStatus.down()));
    nodes.take(new ClusterEvent.MemberUp(UP));
    expect(UP);
  }
}
