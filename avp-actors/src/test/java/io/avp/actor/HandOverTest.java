package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The planned end of a node: its members that listen get a new relation before the old one ends.
 */
@Timeout(120)
class HandOverTest {
  private static final int LISTENING = 8;

  private TestNode stays;
  private TestNode leaves;

  @BeforeEach
  void start() throws Exception {
    stays = TestNode.member(Optional.empty(), "n1");
    leaves = TestNode.member(Optional.of(stays), "n2");
    for (TestNode node : List.of(stays, leaves)) {
      node.eventually(
          () -> {
            assertEquals(4, TestNode.await(node.avp.peers()).size());
            return true;
          });
    }
  }

  @AfterEach
  void stop() {
    leaves.close();
    stays.close();
  }

  /** All virtual peers of some nodes leave at the same time: each is told on its own node. */
  private void leave(TestNode... nodes) {
    List<Supplier<CompletionStage<Done>>> told = new ArrayList<>();
    for (TestNode node : nodes) {
      for (PeerEntry entry : realm(node)) {
        if (entry.node().equals(node.settings.node())) {
          told.add(
              () ->
                  AskPattern.ask(
                      entry.ref(),
                      VirtualPeer.Leave::new,
                      TestNode.PATIENCE,
                      node.system.scheduler()));
        }
      }
    }
    told.stream().map(Supplier::get).toList().forEach(TestNode::await);
  }

  private static List<PeerEntry> realm(TestNode node) {
    return TestNode.await(
            AskPattern.<PeerDirectory.Command, PeerDirectory.Realm>ask(
                directory(node),
                PeerDirectory.GetRealm::new,
                TestNode.PATIENCE,
                node.system.scheduler()))
        .peers();
  }

  private static ActorRef<PeerDirectory.Command> directory(TestNode node) {
    return akka.actor.typed.ActorRefResolver.get(node.system)
        .resolveActorRef(node.system.address() + "/system/avp-directory");
  }

  @Test
  void membersThatListenAreRelatedToASiblingBeforeTheirOldRelationEnds() throws Exception {
    TestServent asker = TestServent.leaf(leaves, "127.0.1.1:6000");
    leaves.sockets.dial(stays.address(0), asker.self.inetAddress(), asker);
    asker.awaitRelation();
    List<TestServent> members = new ArrayList<>();
    for (int i = 0; i < LISTENING; i++) {
      String address = "127.0.2." + (i + 1) + ":6000";
      TestServent member =
          i % 4 == 3 ? TestServent.ultrapeer(leaves, address) : TestServent.leaf(leaves, address);
      members.add(member.listen().join(i % 2));
    }
    TestServent full = TestServent.leaf(leaves, "127.0.2.100:6000").listen().join(0);
    full.mostRelations = 1;
    TestServent deaf = TestServent.leaf(leaves, "127.0.2.101:6000").join(1);
    deaf.settle();
    full.settle();

    leave(leaves);

    for (TestServent member : members) {
      assertEquals(200, member.bye());
      member.awaitRelations(2);
      assertTrue(member.fewestRelations >= 1, "never without a relation");
    }
    assertEquals(200, deaf.bye());
    assertEquals(200, full.bye());
    full.awaitRelations(2);
    assertEquals(0, deaf.attached.size(), "nothing listens there");
    Set<String> homes =
        TestNode.await(stays.avp.links(Optional.empty(), "", 100)).items().stream()
            .filter(link -> link.direction().equals("out"))
            .map(LinkView::peer)
            .collect(Collectors.toSet());
    assertEquals(Set.of(stays.id(0), stays.id(1)), homes, "spread over the siblings");
    double permits = stays.gauge("dial_permits_total") + leaves.gauge("dial_permits_total");
    assertEquals(LISTENING + 3.0, permits, "one dial each, two for the one that was full");

    // What they share is found again, now by their new relation.
    TestServent holder = members.get(0);
    holder.shares("quokka lullaby.ogg");
    // Regions hear of it a quarter of a second later.
    List<Guid> asked = new ArrayList<>();
    Guid id =
        stays.eventually(
            () -> {
              asked.add(asker.query("quokka"));
              return asked.stream()
                  .filter(one -> holder.has(DescriptorType.QUERY, one))
                  .findFirst()
                  .orElseThrow(AssertionError::new);
            });
    holder.send(holder.hit(id, false, 4, 0));
    asker.take(DescriptorType.QUERY_HIT, id);
  }

  /** Servents ban who dials them three times a minute. */
  @Test
  void aFullMemberThatWasBrowsedJustNowIsDialledAgainAMinuteLater() throws Exception {
    TestServent full = TestServent.leaf(leaves, "127.0.3.1:0").listen();
    Library files = Library.of(full, "quokka lullaby.ogg");
    full.join(0);
    files.share();
    leaves.eventually(
        () -> {
          assertEquals(1, leaves.gauge("known_members"));
          return true;
        });
    full.mostRelations = 1;

    leave(leaves);

    assertEquals(200, full.bye());
    double permits = stays.gauge("dial_permits_total") + leaves.gauge("dial_permits_total");
    assertEquals(2.0, permits, "one for the browse, one while it was full");
    List.of(stays, leaves).forEach(node -> node.clock.advance(Duration.ofSeconds(62)));
    full.awaitRelations(2);
  }

  @Test
  void whenAllLeaveAtOnceNobodyIsDialled() throws Exception {
    List<TestServent> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      TestServent member = TestServent.leaf(leaves, "127.0.4." + (i + 1) + ":6000").listen();
      leaves.sockets.dial(
          (i < 2 ? stays : leaves).address(i % 2), member.self.inetAddress(), member);
      members.add(member.awaitRelation());
    }
    leave(stays, leaves);
    for (TestServent member : members) {
      assertEquals(200, member.bye());
      assertEquals(0, member.attached.size());
    }
    assertEquals(0, stays.gauge("dial_permits_total") + leaves.gauge("dial_permits_total"));
  }
}
