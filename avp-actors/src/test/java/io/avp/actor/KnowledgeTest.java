package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.cache.SlotHints;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Leaves that tell all their files are answered for, and are not asked; over real sockets. */
class KnowledgeTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String SONG = "wombat lullaby.ogg";

  private static Set<String> names(byte[] hit) throws Exception {
    return QueryHit.decode(hit, Header.BYTES, hit.length - Header.BYTES).records().stream()
        .map(HitRecord::name)
        .collect(Collectors.toSet());
  }

  private static void exact(TestNode node) {
    node.eventually(
        () -> {
          assertEquals(0, node.counter(0, QUERY, "pending"));
          return true;
        });
    node.exact(0);
    node.exact(1);
  }

  @Test
  void aSiblingsLeafIsAnsweredForAndSeesNoQuery() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.of(holder, SONG, "numbat nocturne.mp3");
      holder.join(1);
      library.share();
      node.awaitGauge("known_members", 1);
      node.regionsKnow(1, 0);

      Guid id = asker.query("LULLABY wombat");
      byte[] hit = asker.take(HIT, id);
      assertEquals(1, Header.hops(hit, 0));
      QueryHit decoded = QueryHit.decode(hit, Header.BYTES, hit.length - Header.BYTES);
      assertEquals(holder.guid, decoded.servent());
      assertEquals(holder.self, decoded.responder());
      assertEquals("TEST", decoded.trailer().orElseThrow().vendor());
      assertEquals(
          library.records.get(0).extensionArea().length,
          decoded.records().get(0).extensionArea().length);
      Guid urn = node.newId();
      asker.send(
          Query.of(Query.MARKED, "\\", List.of(Library.sha1(SONG).urn()), Ggep.NONE)
              .frame(urn, 4, 0));
      assertEquals(Set.of(SONG), names(asker.take(HIT, urn)));
      Guid nobody = asker.query("wombat nocturne");
      asker.settle();
      exact(node);
      holder.settle();
      assertFalse(holder.has(QUERY, id) || holder.has(QUERY, urn) || holder.has(QUERY, nobody));
      assertFalse(asker.has(HIT, nobody));
      assertEquals(2, node.counter(0, QUERY, "answered"));
      assertEquals(0, node.counter(0, QUERY, "relayed"));
      assertEquals(1, node.counter(0, QUERY, "dropped_no_match"));
      assertEquals(0, node.counter(1, QUERY, "received"));
      assertEquals(2, node.counter(0, HIT, "originated"));
      assertEquals(2, node.counter(0, HIT, "delivered"));
      assertEquals(1, library.browses.get());
    }
  }

  @Test
  void anOwnLeafIsAnsweredForToo() throws Exception {
    try (TestNode node = TestNode.start("avp.peer-count = 1")) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.of(holder, SONG);
      holder.join(0);
      library.share();
      TestServent shy = TestServent.leaf(node, "127.0.1.3:6000").join(0);
      shy.shares(SONG);
      node.awaitGauge("known_members", 1);

      Guid id = asker.query("wombat");
      assertEquals(Set.of(SONG), names(asker.take(HIT, id)));
      shy.take(QUERY, id);
      Guid own = holder.query("lullaby");
      shy.take(QUERY, own);
      holder.settle();
      assertFalse(holder.has(QUERY, id));
      assertFalse(holder.has(HIT, own), "nobody is told of his own files");
      assertEquals(2, node.counter(0, QUERY, "relayed"), "relayed wins over answered");
      node.exact(0);
    }
  }

  /** Never a wrong "no". */
  private static void isAnsweredOrAsked(
      TestNode node, TestServent asker, TestServent holder, Guid id) {
    node.eventually(
        () -> {
          assertTrue(asker.has(HIT, id) || holder.has(QUERY, id));
          return true;
        });
  }

  private static void forgetTheRegionOfLullabies(
      TestNode node, TestServent asker, TestServent holder, String words) {
    assertTrue(TestNode.await(node.avp.forgetRegion(SlotHints.regionOf(QrpHash.hash("lullaby")))));
    for (int i = 0; i < 20; i++) {
      isAnsweredOrAsked(node, asker, holder, asker.query(words));
    }
  }

  /** A region that is late has the holder asked instead; so it is asked again. */
  private static void isAnsweredFor(
      TestNode node, TestServent asker, TestServent holder, String words) {
    node.eventually(
        () -> {
          Guid id = asker.query(words);
          isAnsweredOrAsked(node, asker, holder, id);
          assertTrue(asker.has(HIT, id));
          return true;
        });
  }

  @Test
  void ofOneThatHasLeftNothingIsAnswered() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      for (int peer = 0; peer < 2; peer++) {
        TestServent holder = TestServent.leaf(node, "127.0.1." + (2 + peer) + ":0").listen();
        Library library = Library.of(holder, SONG);
        holder.join(peer);
        library.share();
        node.awaitGauge("known_members", 1);
        isAnsweredFor(node, asker, holder, "wombat lullaby");
        holder.close();
        int at = peer;
        node.eventually(
            () -> {
              assertEquals(
                  at == 0 ? 1 : 0,
                  TestNode.await(node.avp.peer(node.id(at))).orElseThrow().links());
              return true;
            });
        Guid late = asker.query("wombat lullaby");
        asker.settle();
        exact(node);
        assertFalse(asker.has(HIT, late));
        node.awaitGauge("known_members", 0);
        holder.unlisten();
      }
    }
  }

  @Test
  void wordsThatAreCutShortAreAnsweredToo() throws Exception {
    try (TestNode node = TestNode.start("avp.gnutella.rates.leaf-queries-burst = 1000")) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent far = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library files = Library.of(far, SONG, "wombats.txt", "lullab.txt");
      far.join(1);
      files.share();
      node.awaitGauge("known_members", 1);
      node.regionsKnow(1, 0);

      Guid prefix = asker.query("lullab");
      assertEquals(Set.of(SONG, "lullab.txt"), names(asker.take(HIT, prefix)));
      Guid both = asker.query("WOMBA lulla");
      assertEquals(Set.of(SONG), names(asker.take(HIT, both)));
      Guid nobody = asker.query("wom");
      asker.settle();
      exact(node);
      far.settle();
      assertFalse(far.has(QUERY, prefix) || far.has(QUERY, both) || far.has(QUERY, nobody));
      assertFalse(asker.has(HIT, nobody), "query tables have no prefix of three letters");

      // The region of the words has forgotten, that of the prefix has not: never a wrong "no".
      forgetTheRegionOfLullabies(node, asker, far, "lullab wombat");
      node.regionsKnow(1, 0);
      isAnsweredFor(node, asker, far, "lullab wombat");
      Guid again = asker.query("lullab");
      asker.take(HIT, again);
      far.settle();
      assertFalse(far.has(QUERY, again));
      exact(node);
    }
  }

  @Test
  void whatNoRegionCanAnswerIsAsked() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent far = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library.of(far, SONG);
      far.join(1);
      far.shares(SONG, "secret");
      TestServent near = TestServent.leaf(node, "127.0.1.3:0").listen();
      Library.of(near, SONG);
      near.join(0);
      near.shares(SONG, "secret");
      node.awaitGauge("known_members", 2);
      // Its table has that word, and none of the files that it has told.
      node.regionsKnow(1, Set.of("secret", "secre", "secr").size());
      Guid secret = asker.query("secret");
      near.take(QUERY, secret);
      far.take(QUERY, secret);
      assertFalse(asker.has(HIT, secret));

      int slots = far.shares(SONG, "quokka serenade.ogg");
      node.regionsKnow(1, slots);
      Guid changed = asker.query("wombat");
      far.take(QUERY, changed);
      asker.take(HIT, changed);
      assertFalse(near.has(QUERY, changed));
      exact(node);
    }
  }

  @Test
  void whoseTableChangesIsAskedBeforeItIsForgotten() throws Exception {
    try (TestNode node = TestNode.start("avp.gnutella.rates.leaf-queries-burst = 1000")) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent far = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library files = Library.of(far, SONG);
      far.join(1);
      files.share();
      node.awaitGauge("known_members", 1);
      node.regionsKnow(1, 0);
      int slots = far.shares(SONG, "quokka serenade.ogg");
      List<Guid> meanwhile = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        meanwhile.add(asker.query("wombat lullaby"));
        asker.settle();
      }
      for (Guid id : meanwhile) {
        isAnsweredOrAsked(node, asker, far, id);
      }
      node.regionsKnow(1, slots);
      // Regions forget it a moment after they have heard that it is to be asked.
      node.eventually(
          () -> {
            Guid id = asker.query("wombat lullaby");
            node.eventually(
                () -> {
                  assertTrue(far.has(QUERY, id));
                  return true;
                });
            assertFalse(asker.has(HIT, id));
            return true;
          });
      exact(node);
    }
  }

  @Test
  void aRegionThatHasForgottenIsToldAgainAndMeanwhileAllAreAsked() throws Exception {
    try (TestNode node = TestNode.start("avp.gnutella.rates.leaf-queries-burst = 1000")) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent far = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library files = Library.of(far, SONG);
      far.join(1);
      files.share();
      node.awaitGauge("known_members", 1);
      node.regionsKnow(1, 0);

      forgetTheRegionOfLullabies(node, asker, far, "wombat lullaby");
      node.regionsKnow(1, 0);
      // It has said that it knows no files, so one more question comes without its words.
      isAnsweredFor(node, asker, far, "wombat lullaby");
      Guid id = asker.query("wombat lullaby");
      asker.take(HIT, id);
      far.settle();
      assertFalse(far.has(QUERY, id));
      exact(node);
    }
  }

  @Test
  void whoeverWantsToBeLeftAloneOrServesNothingIsAskedAsEver() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent busy = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library files = Library.of(busy, SONG);
      files.retryAfter = 600;
      busy.join(1);
      int slots = files.share();
      node.eventually(
          () -> {
            assertEquals(1, files.browses.get());
            return true;
          });
      node.regionsKnow(1, slots);
      busy.take(QUERY, asker.query("wombat"));
      node.clock.advance(java.time.Duration.ofSeconds(700));
      busy.settle();
      assertEquals(1, files.browses.get(), "once an hour");
      assertEquals(0, node.gauge("known_members"));
    }
  }

  @Test
  void aBrowseThatFailsIsTriedAgainAfterMinutes() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.of(holder, SONG, "numbat nocturne.mp3");
      library.toFail.set(1);
      holder.join(1);
      library.share();
      node.eventually(
          () -> {
            assertEquals(1, library.browses.get());
            return true;
          });
      holder.take(QUERY, asker.query("wombat"));
      // In steps: the minutes count from the end of the first browse, which may not be over yet.
      node.eventually(
          () -> {
            node.clock.advance(java.time.Duration.ofSeconds(4));
            assertEquals(1, node.gauge("known_members"));
            return true;
          });
      assertEquals(2, library.browses.get());
    }
  }

  @Test
  void withoutAnsweringNobodyIsBrowsed() throws Exception {
    try (TestNode node = TestNode.start("avp.cache.answering = false")) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.of(holder, SONG);
      holder.join(1);
      node.regionsKnow(1, library.share());
      for (int i = 0; i < 3; i++) {
        holder.take(QUERY, asker.query("wombat"));
        // Three times the chores of a virtual peer.
        double before = node.gauge("descriptors_ping_received");
        asker.settle();
        node.eventually(
            () -> {
              assertTrue(node.gauge("descriptors_ping_received") > before);
              return true;
            });
      }
      assertEquals(0, library.browses.get());
    }
  }
}
