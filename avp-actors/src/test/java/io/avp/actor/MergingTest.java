package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Equal questions while the first one is being asked: two nodes, real sockets. */
class MergingTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String SONG = "wombat lullaby.ogg";
  private static final String[] SETTINGS = {TestNode.REMEMBERS, "avp.cache.collecting = 10 s"};

  private TwoNodes nodes;
  private TestNode first;
  private TestNode second;
  private TestServent asker;
  private TestServent other;
  private TestServent holder;
  private Library library;

  @BeforeEach
  void start() throws Exception {
    nodes = TwoNodes.start(SETTINGS);
    first = nodes.first;
    second = nodes.second;
    asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
    other = TestServent.leaf(first, "127.0.1.3:6000").join(0);
    holder = TestServent.leaf(second, "127.0.1.2:6000").join(0);
    library = Library.shy(holder, SONG);
    holder.answers = query -> null;
    second.regionsKnow(0, holder.shares(SONG));
    second.regionsKnow(1, 0);
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  private void decided() {
    first.clock.advance(Duration.ofSeconds(11));
    first.eventually(
        () -> {
          assertEquals(0, first.counter(0, QUERY, "pending"));
          return true;
        });
    first.exact(0);
    second.exact(0);
  }

  /** Waits until the second one's region has answered and it waits for the first one's hits. */
  private void waits(int questions) {
    first.eventually(
        () -> {
          assertEquals(questions, first.gauge("joined"));
          return true;
        });
  }

  @Test
  void whatComesForTheFirstOneGoesToAll() throws Exception {
    byte[] query = holder.take(QUERY, asker.query("wombat lullaby"));
    Guid id = other.query("Lullaby WOMBAT");
    waits(1);
    holder.send(library.hit(query));
    asker.take(HIT, Guid.read(query, 0));
    other.take(HIT, id);
    Guid third = other.query("wombat lullaby");
    other.take(HIT, third);
    holder.settle();
    assertEquals(Set.of(), holder.queries());
    decided();
    assertEquals(2, first.counter(0, QUERY, "answered"));
    assertEquals(2, first.gauge("joined_total"));
  }

  @Test
  void questionsThatNobodyAnswersAreMerged() throws Exception {
    holder.take(QUERY, asker.query("wombat lullaby"));
    Guid id = other.query("wombat lullaby");
    waits(1);
    decided();
    assertEquals(1, first.counter(0, QUERY, "merged"));
    holder.settle();
    assertFalse(holder.has(QUERY, id));
  }

  @Test
  void whatComesLateForTheFirstOneGoesToAllToo() throws Exception {
    byte[] query = holder.take(QUERY, asker.query("wombat lullaby"));
    Guid id = other.query("wombat lullaby");
    waits(1);
    decided();
    assertEquals(1, first.gauge("joined_late"));
    holder.send(library.hit(query));
    asker.take(HIT, Guid.read(query, 0));
    other.take(HIT, id);
    first.clock.advance(Duration.ofMinutes(2));
    first.eventually(
        () -> {
          assertEquals(0, first.gauge("joined_late"));
          return true;
        });
  }

  @Test
  void ifTheFirstOneLeavesTheOthersAreAskedFor() throws Exception {
    byte[] query = holder.take(QUERY, asker.query("wombat lullaby"));
    Guid id = other.query("wombat lullaby");
    waits(1);
    asker.close();
    first.eventually(
        () -> {
          assertEquals(1, first.gauge("leaves"));
          return true;
        });
    holder.answers = library::hit;
    holder.send(library.hit(query));
    holder.take(QUERY, id);
    other.take(HIT, id);
    decided();
  }
}
