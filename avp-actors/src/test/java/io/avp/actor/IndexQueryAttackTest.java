package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leaves that lie when they are sent an index query; over real sockets. */
class IndexQueryAttackTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String SONG = "wombat lullaby.ogg";
  private static final Duration QUIET = Duration.ofSeconds(6);

  private TestNode node;
  private TestServent asker;
  private TestServent neighbour;
  private TestServent liar;
  private Library files;
  private int slots;
  private Guid index;

  /** A leaf that has been sent an index query, and does not answer it by itself. */
  @BeforeEach
  void start() throws Exception {
    node = TestNode.start();
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    neighbour = TestServent.leaf(node, "127.0.1.3:6000").join(1);
    liar = TestServent.leaf(node, "127.0.1.2:0").listen();
    files = Library.indexed(liar, SONG);
    liar.answers = query -> null;
    liar.join(1);
    slots = files.share();
    index = Guid.read(IndexQueryTest.index(liar), 0);
    node.awaitGauge("index_queries", 1);
    IndexQueryTest.pongHasCome(liar);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void awaitHits(String fate, long number) {
    node.eventually(
        () -> {
          assertEquals(number, node.counter(1, HIT, fate));
          return true;
        });
  }

  /** It is asked as before, and nobody was told anything. */
  private void nothingIsLearnt() throws Exception {
    node.awaitGauge("index_queries", 0);
    assertEquals(0, node.gauge("known_members"));
    node.regionsKnow(1, slots);
    liar.take(QUERY, asker.query("wombat"));
    neighbour.settle();
    assertFalse(neighbour.has(HIT) || asker.has(HIT));
    assertEquals(0, node.counter(1, HIT, "relayed"));
    node.exact(1);
  }

  @Test
  void attackAMemberAnswersForOthers() throws Exception {
    liar.send(TestServent.hit(index, node.newId(), liar.self, false, 2, 0));
    awaitHits("dropped_weird", 1);
    liar.send(files.all(index));
    awaitHits("dropped_no_route", 1);
    node.clock.advance(QUIET);
    nothingIsLearnt();
  }

  @Test
  void attackAMemberPassesOnWhatOthersAnswer() throws Exception {
    liar.send(files.hit(files.records).frame(index, 2, 1));
    awaitHits("dropped_weird", 1);
    node.clock.advance(QUIET);
    nothingIsLearnt();
  }

  @Test
  void attackHitsThatAnswerNoQueryOfOursOrThatOfAnother() throws Exception {
    liar.send(files.all(node.newId()));
    awaitHits("dropped_no_route", 1);
    // Had it guessed the message id: it is not the one that was asked.
    neighbour.send(TestServent.hit(index, liar.guid, liar.self, false, 2, 0));
    awaitHits("dropped_no_route", 2);
    liar.send(files.all(index));
    awaitHits("consumed", 1);
    node.clock.advance(QUIET);
    node.awaitGauge("known_members", 1);
    byte[] frame = asker.take(HIT, asker.query("wombat"));
    QueryHit hit = QueryHit.decode(frame, Header.BYTES, frame.length - Header.BYTES);
    assertEquals(List.of(SONG), hit.records().stream().map(HitRecord::name).toList());
    // It is over: what comes now is nobody's.
    liar.send(files.all(index));
    awaitHits("dropped_no_route", 3);
    node.exact(1);
  }

  @Test
  void attackAnEndlessAnswer() throws Exception {
    HitRecord large = HitRecord.of(1, 1_000, "wombat " + "x".repeat(500), Library.sha1(SONG));
    byte[] hit = files.hit(Collections.nCopies(10, large)).frame(index, 2, 0);
    int most = (1 << 20) / hit.length;
    for (int i = 1; i <= most; i++) {
      liar.send(hit);
      awaitHits("consumed", i);
    }
    liar.send(hit, hit, hit);
    awaitHits("dropped_exhausted", 1);
    awaitHits("dropped_no_route", 2);
    nothingIsLearnt();
  }

  @Test
  void attackAnAnswerThatNeverEnds() throws Exception {
    for (int hits = 1; hits <= 61; hits++) {
      liar.send(files.all(index));
      awaitHits("received", hits);
      node.clock.advance(Duration.ofSeconds(3));
    }
    // It is never quiet, but after three minutes it is given up.
    node.eventually(
        () -> {
          liar.send(files.all(index));
          assertTrue(node.counter(1, HIT, "dropped_no_route") > 0);
          return true;
        });
    nothingIsLearnt();
  }
}
