package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is kept of members' answers is kept for all; what one that asks does not want of it, or
 * cannot use, is left out for it alone. Real sockets.
 */
class AskerRulesTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String[] FILES = {"wombat lullaby.ogg", "wombat lullaby.txt"};

  private TestNode node;
  private TestServent asker;
  private TestServent shy;
  private Library library;

  @BeforeEach
  void start() throws Exception {
    node =
        TestNode.start(
            TestNode.REMEMBERS,
            "avp.cache.collecting = 300 ms",
            "avp.gnutella.rates.leaf-queries-burst = 100000");
    node.siblings(2);
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    shy = TestServent.leaf(node, "127.0.1.2:6000").join(1);
    library = Library.shy(shy, FILES);
    int slots = shy.shares(FILES);
    node.regionsKnow(1, slots);
    node.heardOf(slots);
    node.clock.advance(Duration.ofSeconds(3));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Guid query(TestServent servent, int flags) {
    Guid id = node.newId();
    servent.send(
        Query.of(Query.MARKED | flags, "wombat lullaby", List.of(), Ggep.NONE).frame(id, 4, 0));
    return id;
  }

  private static Set<String> names(TestServent servent, Guid id) throws Exception {
    byte[] hit = servent.take(HIT, id);
    Set<String> names = new TreeSet<>();
    for (HitRecord record :
        QueryHit.decode(hit, Header.BYTES, hit.length - Header.BYTES).records()) {
      names.add(record.name());
    }
    servent.settle();
    assertFalse(servent.has(HIT, id), "more than one message");
    return names;
  }

  private void kept(int answers) {
    node.eventually(
        () -> {
          assertEquals(answers, node.gauge("answers"));
          return true;
        });
  }

  private void decided() throws InterruptedException {
    asker.settle();
    node.eventually(
        () -> {
          assertEquals(0, node.counter(0, QUERY, "pending"));
          return true;
        });
  }

  @Test
  void whoWantsFewGetsFewAndNobodyIsAsked() throws Exception {
    assertEquals(Set.of(FILES), names(asker, query(asker, 0)));
    kept(1);
    shy.answers = query -> null;
    assertEquals(1, names(asker, query(asker, 1)).size());
    assertEquals(Set.of(FILES), names(asker, query(asker, 0)));
    shy.settle();
    assertEquals(1, shy.queries().size());
    node.exact(0);
  }

  @Test
  void whatTheFirstOneWantedFewOfIsNotKeptForOthers() throws Exception {
    shy.answers =
        query -> library.hit(library.records.subList(0, 1)).frame(Guid.read(query, 0), 4, 0);
    assertEquals(1, names(asker, query(asker, 1)).size());
    shy.answers = library::hit;
    collected();
    assertEquals(Set.of(FILES), names(asker, query(asker, 0)));
  }

  @Test
  void whatMembersAnswerByDatagramOrToTheFirewalledAloneIsNotKept() throws Exception {
    for (int flag : new int[] {Query.OUT_OF_BAND, Query.FIREWALLED}) {
      shy.answers = query -> null;
      Guid id = Guid.modern((long) asker.self.ip() << 32 | flag, flag);
      asker.send(
          Query.of(Query.MARKED | flag, "wombat lullaby", List.of(), Ggep.NONE).frame(id, 4, 0));
      shy.take(QUERY, id);
      collected();
      shy.answers = library::hit;
      assertEquals(Set.of(FILES), names(asker, query(asker, 0)));
      node.clock.advance(Duration.ofSeconds(61));
    }
  }

  /** All that was asked so far is kept, if it is. */
  private void collected() throws InterruptedException {
    double before = node.gauge("descriptors_ping_received");
    node.clock.advance(Duration.ofMillis(400));
    for (int i = 1; i <= 3; i++) {
      int chores = i;
      asker.settle();
      node.eventually(
          () -> {
            if (node.gauge("descriptors_ping_received") < before + chores) {
              throw new AssertionError("no chores yet");
            }
            return true;
          });
    }
  }

  @Test
  void whoCannotBeDialledIsNotToldOfWhoCannotEither() throws Exception {
    HitTrailer push = HitTrailer.of("TEST", true, false, true, Ggep.NONE);
    shy.answers =
        query ->
            new QueryHit(shy.self, 1_000, library.records, Optional.of(push), shy.guid)
                .frame(Guid.read(query, 0), 4, 0);
    assertEquals(Set.of(FILES), names(asker, query(asker, 0)));
    kept(1);
    shy.answers = query -> null;
    Guid firewalled = query(asker, Query.FIREWALLED);
    decided();
    assertFalse(asker.has(HIT, firewalled));
    assertEquals(Set.of(FILES), names(asker, query(asker, 0)), "others are");
    shy.settle();
    assertFalse(shy.has(QUERY, firewalled), "its word was heard");
  }

  @Test
  void nobodyIsToldOfItsOwnFiles() throws Exception {
    assertEquals(Set.of(FILES), names(asker, query(asker, 0)));
    kept(1);
    Guid own = query(shy, 0);
    shy.settle();
    assertFalse(shy.has(HIT, own));
  }
}
