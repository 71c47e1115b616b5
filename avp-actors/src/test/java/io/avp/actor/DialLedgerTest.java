package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import io.avp.aol.topology.DialPurpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One budget for each address, whichever node asks, and when its keeper dies. */
@Timeout(120)
class DialLedgerTest {
  private static final int ADDRESSES = 40;

  private static ActorRef<DialLedger.Command> ledger(TestNode node) {
    return ActorRefResolver.get(node.system)
        .resolveActorRef(node.system.address() + "/system/" + DialLedger.NAME);
  }

  private static boolean ask(TestNode node, int ip) {
    TestProbe<DialLedger.Answer> answer = TestProbe.create(node.system);
    ledger(node).tell(new DialLedger.Ask(ip, ip, DialPurpose.ORDINARY, answer.getRef()));
    DialLedger.Answer came = answer.receiveMessage(TestNode.PATIENCE);
    assertEquals(ip, came.number());
    return came.permitted();
  }

  private static long up(TestNode node) {
    long up = 0;
    for (Member member : Cluster.get(node.system).state().getMembers()) {
      up += member.status() == MemberStatus.up() ? 1 : 0;
    }
    return up;
  }

  private static double sum(String key, TestNode... nodes) {
    double sum = 0;
    for (TestNode node : nodes) {
      sum += node.gauge(key);
    }
    return sum;
  }

  @Test
  void allNodesShareOneBudgetForEachAddressAndItOutlivesItsKeeper() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1")) {
      List<Integer> silent = new ArrayList<>();
      try (TestNode second = TestNode.member(Optional.of(first), "n2")) {
        first.eventually(
            () -> {
              assertEquals(4, TestNode.await(first.avp.peers()).size());
              // Who does not know of both has another keeper for some addresses.
              assertEquals(2, up(first));
              assertEquals(2, up(second));
              return true;
            });
        for (int ip = 1; ip <= ADDRESSES; ip++) {
          assertTrue(ask(ip % 2 == 0 ? first : second, ip), "address " + ip);
          assertEquals(false, ask(first, ip));
          assertEquals(false, ask(second, ip));
        }
        assertEquals(ADDRESSES, sum("dial_permits_total", first, second));
        assertEquals(2 * ADDRESSES, sum("dial_refusals_total", first, second));
        assertEquals(ADDRESSES, sum("dial_addresses", first, second));
        assertTrue(first.gauge("dial_addresses") > 0 && second.gauge("dial_addresses") > 0);
      }
      // Its end was as sudden as that of a process: nobody answers for its addresses now.
      TestProbe<DialLedger.Answer> answers = TestProbe.create(first.system);
      for (int ip = 101; ip < 101 + ADDRESSES; ip++) {
        ledger(first).tell(new DialLedger.Ask(ip, ip, DialPurpose.ORDINARY, answers.getRef()));
      }
      for (DialLedger.Answer answer :
          answers.receiveSeveralMessages(ADDRESSES, Duration.ofSeconds(5))) {
        if (!answer.permitted()) {
          silent.add((int) answer.number());
        }
      }
      assertTrue(silent.size() > 0 && silent.size() < ADDRESSES, silent.toString());
      assertEquals(silent.size(), first.gauge("dial_unanswered_total"));
      int waits = silent.get(0);
      first.within(
          Duration.ofSeconds(30),
          () -> {
            assertTrue(ask(first, waits), "another keeper");
            return true;
          });
      for (int ip = 2; ip <= ADDRESSES; ip += 2) {
        assertEquals(false, ask(first, ip), "what this node has dialled is not forgotten");
      }
    }
  }
}
