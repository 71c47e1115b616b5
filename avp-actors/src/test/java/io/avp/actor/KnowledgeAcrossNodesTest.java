package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of members is known on all nodes, and outlives nodes; they are browsed once. */
class KnowledgeAcrossNodesTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final Duration DEATH = Duration.ofSeconds(60);

  /** Regions of a dead node may take a minute until they live elsewhere. */
  private static final Duration REGIONS_BACK = Duration.ofSeconds(150);

  private static final String[] FILES = {"wombat lullaby.ogg", "numbat nocturne.mp3"};
  private static final String RATE = "avp.gnutella.rates.leaf-queries-burst = 100000";

  private record Known(TestServent servent, Library library) {
    static Known leaf(TestNode home, String address, String... names) throws Exception {
      TestServent servent = TestServent.leaf(home, address).listen();
      Library library = Library.of(servent, names);
      servent.join(0);
      library.share();
      home.eventually(
          () -> {
            assertEquals(1, home.gauge("known_members"));
            return true;
          });
      home.regionsKnow(0, 0);
      return new Known(servent, library);
    }

    /** Both files are found without a query to it. */
    void isAnsweredFor(TestServent asker) throws Exception {
      for (String name : library.names()) {
        Guid id = asker.query(name);
        asker.take(HIT, id);
        servent.settle();
        assertFalse(servent.has(QUERY, id));
      }
    }
  }

  @Test
  void aNodeThatDiesTakesOnlyItsOwnMembersWithIt() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1", RATE);
        TestNode second = TestNode.member(Optional.of(first), "n2", RATE)) {
      TestServent asker;
      Known lasting;
      Guid lost;
      try (TestNode mortal = TestNode.member(Optional.of(first), "n3", RATE)) {
        asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
        lasting = Known.leaf(second, "127.0.1.2:0", FILES);
        Known mortalToo = Known.leaf(mortal, "127.0.1.3:0", "quokka serenade.ogg");
        lasting.isAnsweredFor(asker);
        mortalToo.isAnsweredFor(asker);
        lost = mortalToo.servent.guid;
      }
      // Until the others know, its own files are dead; those of others are found all the time.
      first.within(
          DEATH,
          () -> {
            assertTrue(found(first, asker, lasting.servent, FILES[0]));
            assertFalse(TestNode.await(first.avp.peers()).stream().anyMatch(p -> dead(p)));
            return true;
          });
      second.within(
          DEATH,
          () -> {
            assertTrue(found(first, asker, lasting.servent, FILES[1]));
            return true;
          });
      first.within(
          DEATH,
          () -> {
            Guid id = asker.query("quokka serenade");
            settle(asker);
            first.eventually(
                () -> {
                  assertEquals(0, first.counter(0, QUERY, "pending"));
                  return true;
                });
            assertFalse(asker.has(HIT, id), "of " + lost);
            return true;
          });
      second.within(
          REGIONS_BACK,
          () -> {
            try {
              second.regionsKnow(0, 0);
              lasting.isAnsweredFor(asker);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            return true;
          });
      assertEquals(1, lasting.library.browses.get());
      first.exact(0);
      second.exact(0);
    }
  }

  private static boolean dead(PeerView peer) {
    return peer.node().equals("n3");
  }

  private static void settle(TestServent servent) {
    try {
      servent.settle();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** It is answered for, or asked. */
  private static boolean found(TestNode node, TestServent asker, TestServent holder, String name) {
    Guid id = asker.query(name);
    node.eventually(
        () -> {
          assertTrue(asker.has(HIT, id) || holder.has(QUERY, id));
          return true;
        });
    return true;
  }

  @Test
  void oneBrowseAnHourForTheWholeCluster() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1");
        TestNode second = TestNode.member(Optional.of(first), "n2")) {
      for (int i = 0; i < 20; i++) {
        Guid servent = first.newId();
        int ip = 0x7f000a01 + i;
        // It takes a moment until both nodes know each other.
        first.eventually(
            () -> {
              assertTrue(mayBrowse(first, Guid.modern(first.newId().high(), 7), ip + 100));
              return true;
            });
        assertTrue(mayBrowse(first, servent, ip));
        assertFalse(mayBrowse(second, servent, ip + 1_000), "another dial budget, the same log");
        assertFalse(mayBrowse(first, first.newId(), ip), "another log, the same dial budget");
      }
    }
  }

  private static boolean mayBrowse(TestNode node, Guid servent, int ip) {
    TestProbe<VirtualPeer.Command> peer = TestProbe.create(node.system);
    node.browses().tell(new BrowseLedger.Ask(servent, ip, node.id(0), peer.getRef()));
    return peer.expectMessageClass(VirtualPeer.MayBrowse.class, TestNode.PATIENCE).permitted();
  }
}
