package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.cache.Filters;
import io.avp.vcc.cache.Question;
import io.avp.vcc.cache.SlotHints;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members who tell nobody their files have answered once; over real sockets of two nodes. */
class AnswersTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String SONG = "wombat lullaby.ogg";
  private static final String OTHER = "numbat nocturne.mp3";
  private static final String[] SETTINGS = {
    TestNode.REMEMBERS,
    "avp.cache.collecting = 300 ms",
    "avp.gnutella.rates.leaf-queries-burst = 100000"
  };

  private TwoNodes nodes;
  private TestNode first;
  private TestNode second;
  private TestServent asker;
  private TestServent holder;
  private Library library;

  /** Slots that the holder's virtual peer hints. */
  private int hinted;

  @BeforeEach
  void start() throws Exception {
    nodes = TwoNodes.start(SETTINGS);
    first = nodes.first;
    second = nodes.second;
    asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
    holder = TestServent.leaf(second, "127.0.1.2:6000").join(0);
    library = Library.shy(holder, SONG, OTHER);
    hinted = holder.shares(SONG, OTHER);
    second.regionsKnow(0, hinted);
    second.regionsKnow(1, 0);
    first.heardOf(hinted);
    second.heardOf(hinted);
    allHaveHeard(3);
  }

  private void allHaveHeard(int seconds) {
    nodes.later(Duration.ofSeconds(seconds));
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  private double both(String gauge) {
    return first.gauge(gauge) + second.gauge(gauge);
  }

  /** Asks until what came is kept; a busy machine may lose sight of a sibling for a moment. */
  private byte[] keep(String text) {
    return first.eventually(
        () -> {
          byte[] query = take(asker.query(text));
          first.within(
              Duration.ofSeconds(4),
              () -> {
                assertEquals(1, both("answers"));
                return true;
              });
          return query;
        });
  }

  private byte[] take(Guid query) {
    try {
      return holder.take(QUERY, query);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void decided() {
    first.eventually(
        () -> {
          assertEquals(0, first.counter(0, QUERY, "pending"));
          return true;
        });
    first.exact(0);
  }

  @Test
  void aMemberIsAskedOnceAndThenItsAnswerIsServed() throws Exception {
    keep("wombat lullaby");
    TestServent other = TestServent.leaf(first, "127.0.1.3:6000").join(1);
    for (TestServent one : new TestServent[] {other, asker}) {
      Guid id = one.query("LULLABY wombat");
      byte[] hit = one.take(HIT, id);
      assertEquals(1, Header.hops(hit, 0));
      QueryHit decoded = QueryHit.decode(hit, Header.BYTES, hit.length - Header.BYTES);
      assertEquals(holder.guid, decoded.servent());
      assertEquals(holder.self, decoded.responder());
      assertEquals(Library.sha1(SONG), decoded.records().get(0).sha1().orElseThrow());
    }
    holder.settle();
    assertEquals(Set.of(), holder.queries());
    decided();
    assertEquals(1, first.counter(0, QUERY, "answered"));
    first.eventually(
        () -> {
          assertEquals(2, both("answers_hits_total"));
          return true;
        });

    holder.close();
    first.eventually(
        () -> {
          Guid late = asker.query("wombat lullaby");
          decided();
          settle(asker);
          assertFalse(asker.has(HIT, late));
          return true;
        });
  }

  private static void settle(TestServent servent) {
    try {
      servent.settle();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whenItsTimeIsOverItIsAskedAgain() throws Exception {
    keep("wombat lullaby");
    allHaveHeard(61);
    Guid again = asker.query("wombat lullaby");
    holder.take(QUERY, again);
    asker.take(HIT, again);
  }

  @Test
  void whatARegionIsToldToForgetIsAskedAgain() throws Exception {
    keep("wombat lullaby");
    int region =
        SlotHints.regionOf(
            Question.ofWords("wombat lullaby", Filters.NONE).orElseThrow().routingHash());
    assertTrue(TestNode.await(second.avp.forgetAnswers(region)));
    assertFalse(TestNode.await(second.avp.forgetAnswers(256)));
    holder.take(QUERY, asker.query("wombat lullaby"));
  }

  @Test
  void whoAnswersLateIsAddedToWhatIsKept() throws Exception {
    holder.answers = query -> null;
    byte[] query = keep("wombat lullaby");
    holder.send(library.hit(query));
    asker.take(HIT, Guid.read(query, 0));
    first.eventually(
        () -> {
          Guid again = asker.query("wombat lullaby");
          decided();
          settle(asker);
          assertTrue(asker.has(HIT, again));
          return true;
        });
    holder.settle();
    assertEquals(Set.of(), holder.queries());
  }

  @Test
  void whatOneThatHasLeftWasToGetOthersAskForAgain() throws Exception {
    holder.answers = query -> null;
    byte[] query = keep("wombat lullaby");
    asker.close();
    first.eventually(
        () -> {
          assertEquals(0, first.gauge("leaves"));
          return true;
        });
    holder.send(library.hit(query));
    holder.answers = library::hit;
    TestServent other = TestServent.leaf(first, "127.0.1.3:6000").join(0);
    first.eventually(
        () -> {
          Guid again = other.query("wombat lullaby");
          decided();
          settle(holder);
          assertTrue(holder.has(QUERY, again));
          return true;
        });
  }

  @Test
  void nobodyIsAskedAgainUntilSomebodyNewMayHaveIt() throws Exception {
    // Its table has all three words, none of its files has.
    keep("lullaby nocturne");
    Guid second = asker.query("nocturne lullaby");
    decided();
    holder.settle();
    assertFalse(holder.has(QUERY, second));
    assertEquals(1, first.counter(0, QUERY, "dropped_no_match"));

    TestServent late = TestServent.leaf(this.second, "127.0.1.4:6000").join(0);
    Library.shy(late, "nocturne lullaby.ogg");
    late.shares("nocturne lullaby.ogg");
    first.eventually(
        () -> {
          Guid id = asker.query("lullaby nocturne");
          decided();
          settle(asker);
          assertTrue(late.has(QUERY, id));
          return true;
        });
    asker.take(HIT);
  }

  @Test
  void nobodyIsAnsweredTwiceNorWithHisOwnFiles() throws Exception {
    keep("wombat lullaby");
    TestServent sibling = TestServent.leaf(second, "127.0.1.5:6000").join(0);
    // Its own virtual peer asks the holder anyway, and answers no second time for it.
    Guid id = sibling.query("wombat lullaby");
    sibling.take(HIT, id);
    sibling.settle();
    assertFalse(sibling.has(HIT), "a second one");
    Guid own = holder.query("wombat lullaby");
    holder.settle();
    assertFalse(holder.has(HIT, own), "nobody is told of his own files");
  }

  @Test
  void whoLeavesOneOfItsVirtualPeersIsAskedByTheOther() throws Exception {
    TestServent third = TestServent.leaf(second, "127.0.1.6:6000").join(0);
    Library.shy(third, SONG);
    third.shares(SONG);
    second.regionsKnow(0, hinted);
    // Servents answer a question once, by the relation that brought it first.
    TestServent beside = TestServent.leaf(second, "127.0.1.2:6001", holder.guid).join(1);
    beside.shares(SONG, OTHER);
    second.regionsKnow(1, hinted);
    allHaveHeard(3);
    keep("wombat lullaby");
    allHaveHeard(3);

    holder.close();
    Library.shy(beside, SONG);
    first.eventually(
        () -> {
          Guid again = asker.query("wombat lullaby");
          decided();
          settle(beside);
          assertTrue(beside.has(QUERY, again));
          return true;
        });
  }
}
