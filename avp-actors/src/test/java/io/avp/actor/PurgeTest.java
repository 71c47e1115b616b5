package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.Guid;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of a member's files can be seen from any node, and forgotten on all. */
class PurgeTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String[] FILES = {
    "wombat lullaby.ogg", "numbat nocturne.mp3", "quokka serenade.ogg", "bilby ballad.ogg"
  };

  private static final String RATE = "avp.gnutella.rates.leaf-queries-burst = 100000";

  @Test
  void aPurgedMemberIsAskedAndNotAnsweredForOnAnyNode() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1", RATE);
        TestNode second = TestNode.member(Optional.of(first), "n2", RATE)) {
      TestServent asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(second, "127.0.1.2:0").listen();
      Library library = Library.of(holder, FILES);
      holder.join(0);
      int slots = library.share();
      second.eventually(
          () -> {
            assertEquals(1, second.gauge("known_members"));
            return true;
          });
      second.regionsKnow(0, 0);
      listed(first, holder);
      listed(second, holder);
      // The first question may find a region that is new to this node, and late.
      first.eventually(() -> isAnswered(first, asker));

      PurgeView purge = TestNode.await(first.avp.purgeHoldings(holder.guid));
      assertEquals(new PurgeView(true, List.of()), purge);
      for (TestNode node : List.of(first, second)) {
        assertEquals(0, TestNode.await(node.avp.holdings(holder.guid, "", 10)).total());
      }
      // What was answered before is asked now, and by nobody answered.
      Guid id = asker.query("wombat lullaby");
      holder.take(QUERY, id);
      asker.settle();
      assertFalse(asker.has(HIT, id));
      second.regionsKnow(0, slots);
      second.eventually(
          () -> {
            assertEquals(0, second.gauge("holdings") + first.gauge("holdings"));
            return true;
          });
      assertFalse(TestNode.await(second.avp.purgeHoldings(holder.guid)).known());
      assertEquals(1, library.browses.get());
    }
  }

  private static boolean isAnswered(TestNode node, TestServent asker) {
    Guid id = asker.query("wombat lullaby");
    node.eventually(
        () -> {
          assertEquals(0, node.counter(0, QUERY, "pending"));
          return true;
        });
    assertTrue(asker.has(HIT, id));
    return true;
  }

  /** Each file once, however many nodes know it; parts make the whole. */
  private static void listed(TestNode node, TestServent holder) {
    AvpSystem.Page<HoldingView> whole = TestNode.await(node.avp.holdings(holder.guid, "", 100));
    assertEquals(FILES.length, whole.total());
    assertEquals(List.of(), whole.missing());
    Set<String> names = new HashSet<>();
    String after = "";
    do {
      AvpSystem.Page<HoldingView> part = TestNode.await(node.avp.holdings(holder.guid, after, 1));
      assertEquals(1, part.items().size());
      assertEquals(holder.self.toString(), part.items().get(0).address());
      assertTrue(names.add(part.items().get(0).name()));
      after = part.next();
    } while (!after.isEmpty());
    assertEquals(Set.of(FILES), names);
  }
}
