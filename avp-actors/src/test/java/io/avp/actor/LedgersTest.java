package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.monitor.Ledger;
import io.avp.vcc.monitor.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What virtual peers have counted, over real sockets; what is shown can be computed again. */
class LedgersTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String[] MANY = {
    "avp.gnutella.rates.leaf-queries-burst = 1000", "avp.cache.answering = false"
  };
  private static final int QUERIES = 20;

  @Test
  void everyQuestionCountsWhereItEnteredAndEveryAnswerWhereItLeft() throws Exception {
    try (TestNode node = TestNode.start(MANY)) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:6000").join(1);
      node.regionsKnow(1, holder.shares("wombat lullaby.ogg"));
      long queryBytes = 0;
      long hitBytes = 0;
      Guid last = null;
      for (int i = 0; i < QUERIES; i++) {
        Guid id = asker.query("wombat lullaby");
        queryBytes += holder.take(QUERY, id).length;
        byte[] hit = holder.hit(id, false, 3, 0);
        hitBytes += hit.length;
        holder.send(hit);
        asker.take(HIT, id);
        last = id;
      }
      asker.send(Query.of(Query.MARKED, "wombat", List.of(), Ggep.NONE).frame(last, 4, 0));
      asker.settle();
      Ledger first = node.ledger(0).counters();
      assertEquals(new Tally(QUERIES, queryBytes), first.queries(), "a repeated id is not new");
      assertEquals(new Tally(QUERIES, hitBytes), first.hits());
      assertEquals(Tally.NONE, first.asked(), "regions of the own node are asked nothing");
      assertEquals(Tally.NONE, first.told());
      assertEquals(QUERIES + 1, first.fates().received());
      assertEquals(1, first.fates().dropped());
      Ledger second = node.ledger(1).counters();
      assertEquals(Tally.NONE, second.queries(), "a sibling's query has entered elsewhere");
      assertEquals(Tally.NONE, second.hits(), "a sibling's hit leaves elsewhere");
      assertEquals(QUERIES, second.fates().received());
      assertTrue(first.entered().descriptors() > QUERIES);
      assertTrue(second.entered().descriptors() >= QUERIES);
    }
  }

  @Test
  void onlyPingsThatWouldBeFloodedCount() throws Exception {
    try (TestNode node = TestNode.start("avp.peer-count = 1")) {
      TestServent leaf = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      leaf.settle(); // an alive ping
      Tally before = node.ledger(0).counters().pings();
      Guid id = node.newId();
      leaf.send(Ping.plain().frame(id, 4, 0));
      byte[] pong = leaf.take(DescriptorType.PONG, id);
      leaf.settle();
      Ledger after = node.ledger(0).counters();
      assertEquals(before.plus(new Tally(1, 23)), after.pings());
      assertTrue(after.pongs().bytes() >= pong.length);
    }
  }

  /** With numbers of the raw counters only, as somebody would who reads them elsewhere. */
  @Test
  void whatWasSavedFollowsFromRawCounters() throws Exception {
    try (TestNode node = TestNode.start(MANY)) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      for (int i = 2; i < 14; i++) {
        TestServent.leaf(node, "127.0.1." + i + ":6000").join(i % 2);
      }
      // The virtual peers hear of each other's members after a while.
      node.eventually(
          () -> {
            Ledger before = node.ledger(0).counters();
            asker.query("wombat lullaby");
            return settled(asker, node, before, 13);
          });
      for (int i = 0; i < 500; i++) {
        asker.query("numbat " + i);
      }
      asker.settle();
      node.eventually(
          () -> {
            assertEquals(0, node.counter(0, QUERY, "pending"));
            return true;
          });
      LedgersView all = TestNode.await(node.avp.ledger());
      Ledger sum = Ledger.EMPTY;
      long saved = 0;
      for (LedgersView.Row row : all.peers()) {
        sum = sum.plus(row.counters());
        saved += row.savedDescriptors();
      }
      assertEquals(sum, all.total().counters());
      assertEquals(sum, all.communities().get(0).counters());
      long difference = Math.abs(saved - all.total().savedDescriptors());
      assertTrue(difference <= 2, "rounded once each");
      long asks = sum.queries().descriptors() + sum.pings().descriptors();
      double n = Math.round((double) sum.population() / asks);
      double d = Math.min(9.86, n - 1);
      assertEquals(13.0, n);
      double flood = n * (d - 1) + 1;
      double hop = Math.log(n) / Math.log(d);
      double computed =
          sum.queries().descriptors() * flood
              + sum.hits().descriptors() * hop
              + sum.pings().descriptors() * (flood + (n - 1) * hop)
              - sum.entered().descriptors()
              - sum.relayed().descriptors()
              - sum.asked().descriptors()
              - sum.told().descriptors();
      assertEquals(Math.round(computed), all.total().savedDescriptors());
      assertEquals(13, all.formula().peers());
      assertEquals(d, all.formula().degree());
      assertEquals(flood, all.formula().flood(), 1e-9);
      assertTrue(all.total().exact());
      assertTrue(all.missing().isEmpty());
      assertTrue(all.total().savedBytes() > all.total().savedDescriptors());
    }
  }

  private static boolean settled(TestServent asker, TestNode node, Ledger before, int expected) {
    try {
      asker.settle();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    long population = node.ledger(0).counters().population() - before.population();
    assertEquals(expected, population);
    return true;
  }

  @Test
  void aNodeThatDoesNotAnswerIsNamedAndInNoSum() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1")) {
      try (TestNode mortal = TestNode.member(Optional.of(first), "n2")) {
        for (TestNode node : List.of(first, mortal)) {
          node.eventually(
              () -> {
                LedgersView all = TestNode.await(node.avp.ledger());
                assertEquals(4, all.peers().size());
                assertEquals(List.of(), all.missing());
                return true;
              });
        }
      }
      LedgersView left = TestNode.await(first.avp.ledger());
      assertEquals(List.of("n2"), left.missing());
      assertEquals(List.of("n1", "n1"), left.peers().stream().map(r -> r.node()).toList());
      assertTrue(left.total().exact());
    }
  }

  @Test
  void sumsAreByCommunityAndSayWhoIsMissing() {
    LedgerView one = LedgerView.none("north").plus(view("a", "north", 7));
    LedgersView sums =
        LedgersView.of(
            List.of(view("a", "north", 7), view("b", "north", 5), view("c", "south", 9)),
            List.of("n2"));
    assertEquals(7, one.since());
    assertEquals(List.of("n2"), sums.missing());
    assertEquals(
        List.of("north", "south"),
        sums.communities().stream().map(LedgersView.Row::community).toList());
    assertEquals(5, sums.communities().get(0).since());
    assertEquals(5, sums.total().since());
    assertEquals(0, sums.formula().peers());
    assertEquals(0, sums.total().savedDescriptors());
  }

  private static LedgerView view(String id, String community, long since) {
    return new LedgerView(id, "n1", community, 1, since, true, Ledger.EMPTY, Map.of());
  }
}
