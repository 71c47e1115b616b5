package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaves that cannot be browsed tell their files by an index query; over real sockets. */
class IndexQueryTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final DescriptorType PUSH = DescriptorType.PUSH;
  private static final String SONG = "wombat lullaby.ogg";
  private static final String OTHER = "numbat nocturne.mp3";
  private static final Duration QUIET = Duration.ofSeconds(6);

  /** The index query that comes. */
  static byte[] index(TestServent holder) throws InterruptedException {
    return holder.frames.take("index query", f -> TestServent.is(f, QUERY) && Library.isIndex(f));
  }

  /** Virtual peer 1 has read its answer, and the pong to the ping behind the index query. */
  private static void hasAnswered(TestNode node, TestServent holder) throws InterruptedException {
    node.eventually(
        () -> {
          assertEquals(1, node.counter(1, HIT, "consumed"));
          return true;
        });
    pongHasCome(holder);
  }

  /** The ping has reached it, then its pong has come back. */
  static void pongHasCome(TestServent holder) throws InterruptedException {
    holder.settle();
    holder.settle();
  }

  private static QueryHit answer(TestServent asker, Guid id) throws Exception {
    byte[] hit = asker.take(HIT, id);
    return QueryHit.decode(hit, Header.BYTES, hit.length - Header.BYTES);
  }

  @Test
  void aLeafThatServesNoBrowseIsAnsweredFor() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent neighbour = TestServent.ultrapeer(node, "127.0.1.4:6000").join(1);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.indexed(holder, SONG, OTHER);
      holder.join(1);
      library.share();
      byte[] index = index(holder);
      assertEquals(1, Header.ttl(index, 0));
      assertEquals(0, Header.hops(index, 0));
      hasAnswered(node, holder);
      assertEquals(0, node.gauge("known_members"), "more may come");
      node.clock.advance(QUIET);
      node.awaitGauge("known_members", 1);
      node.awaitGauge("index_queries", 0);
      node.regionsKnow(1, 0);

      Guid id = asker.query("wombat lullaby");
      QueryHit hit = answer(asker, id);
      assertEquals(holder.guid, hit.servent());
      assertEquals(holder.self, hit.responder());
      assertFalse(hit.trailer().orElseThrow().push(), "it was dialled");
      holder.settle();
      assertFalse(holder.has(QUERY, id));
      assertEquals(1, node.gauge("index_queries_total"));
      assertEquals(1, library.browses.get());
      assertFalse(neighbour.has(QUERY) || neighbour.has(HIT), "nobody else hears of it");
      assertEquals(0, node.counter(1, HIT, "relayed"));
      node.exact(1);
    }
  }

  @Test
  void whoDoesNotTellAllIsAskedAndTriedAgainAfterAnHour() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.indexed(holder, SONG, OTHER);
      holder.files = 3;
      holder.join(1);
      int slots = library.share();
      hasAnswered(node, holder);
      node.clock.advance(QUIET);
      node.awaitGauge("index_queries_total", 1);
      node.awaitGauge("index_queries", 0);
      assertEquals(0, node.gauge("known_members"));
      node.regionsKnow(1, slots);
      holder.take(QUERY, asker.query("wombat"));

      holder.files = 2;
      int[] minutes = {0};
      node.eventually(
          () -> {
            node.clock.advance(Duration.ofMinutes(2));
            minutes[0] += 2;
            assertEquals(2, node.gauge("index_queries_total"));
            return true;
          });
      assertTrue(minutes[0] >= 60, "after " + minutes[0] + " minutes");
    }
  }

  @Test
  void whoIgnoresItIsAskedAsEver() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent silent = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.indexed(silent, SONG);
      silent.answers = library::hit;
      silent.join(1);
      int slots = library.share();
      index(silent);
      node.awaitGauge("index_queries", 1);
      node.clock.advance(QUIET);
      node.awaitGauge("index_queries", 0);
      node.regionsKnow(1, slots);
      Guid id = asker.query("wombat");
      silent.take(QUERY, id);
      asker.take(HIT, id);
      assertEquals(0, node.gauge("known_members"));
    }
  }

  @Test
  void aLeafThatNobodyCanReachIsAnsweredForWithAPush() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:0").listen();
      asker.join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:6000");
      Library library = Library.indexed(holder, SONG);
      holder.join(1);
      library.share();
      for (int failures = 1; failures <= 2; failures++) {
        holder.take(PUSH);
        node.awaitGauge("push_browses", 1);
        assertEquals(0, node.gauge("index_queries_total"));
        node.clock.advance(Duration.ofSeconds(31));
        node.awaitGauge("push_browses", 0);
        node.clock.advance(Duration.ofSeconds(failures == 1 ? 121 : 0));
      }
      hasAnswered(node, holder);
      node.clock.advance(QUIET);
      node.awaitGauge("known_members", 1);
      node.regionsKnow(1, 0);
      QueryHit hit = answer(asker, asker.query("wombat"));
      assertEquals(holder.guid, hit.servent());
      assertTrue(hit.trailer().orElseThrow().push());
      assertEquals(List.of(node.address(1)), hit.trailer().orElseThrow().pushProxies());
    }
  }

  @Test
  void nobodyIsAskedIfItIsOff() throws Exception {
    try (TestNode node = TestNode.start("avp.cache.index-query = false")) {
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.indexed(holder, SONG);
      holder.join(1);
      library.share();
      node.eventually(
          () -> {
            assertEquals(1, library.browses.get());
            return true;
          });
      node.awaitGauge("browses", 0);
      TestServent later = TestServent.leaf(node, "127.0.1.3:0").listen();
      Library browsed = Library.of(later, OTHER);
      later.join(1);
      browsed.share();
      node.awaitGauge("known_members", 1);
      holder.settle();
      assertFalse(holder.has(QUERY));
      assertEquals(0, node.gauge("index_queries_total"));
    }
  }
}
