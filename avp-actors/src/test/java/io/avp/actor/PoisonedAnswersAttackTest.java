package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A member answers what others are to be told in its name or that of others: nothing of it is kept,
 * and whoever else has answered honestly is still served. Two nodes, real sockets.
 */
class PoisonedAnswersAttackTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String SONG = "wombat lullaby.ogg";
  private static final String SPAM = "wombat lullaby spam.exe";
  private static final String[] SETTINGS = {
    TestNode.REMEMBERS,
    "avp.cache.collecting = 3 s",
    "avp.gnutella.rates.leaf-queries-burst = 100000"
  };

  private TwoNodes nodes;
  private TestNode first;
  private TestNode second;
  private TestServent asker;
  private TestServent honest;
  private TestServent liar;
  private Library lies;

  @BeforeEach
  void start() throws Exception {
    nodes = TwoNodes.start(SETTINGS);
    first = nodes.first;
    second = nodes.second;
    asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
    honest = TestServent.leaf(second, "127.0.2.2:6000").join(0);
    Library.shy(honest, SONG);
    liar = TestServent.leaf(second, "127.0.3.3:6000").join(0);
    int slots = honest.shares(SONG);
    first.heardOf(slots);
    second.regionsKnow(0, liar.shares(SONG));
    second.regionsKnow(1, 0);
    first.heardOf(2 * slots);
    second.heardOf(2 * slots);
    // What was told of members long ago everybody has heard.
    nodes.later(Duration.ofSeconds(3));
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  private void lies(String... names) {
    lies = Library.shy(liar, names);
  }

  /** Asks, and waits until what came is kept or thrown away. */
  private void ask() throws Exception {
    Guid id = asker.query("wombat lullaby");
    honest.take(QUERY, id);
    liar.take(QUERY, id);
    asker.take(HIT, id);
    over();
  }

  private void over() {
    first.eventually(
        () -> {
          assertEquals(1, first.gauge("answers") + second.gauge("answers"));
          return true;
        });
  }

  /** Holders that a second one is told of without a question to the honest one. */
  private Set<Guid> served(boolean honestIsAsked) throws Exception {
    Guid id = asker.query("lullaby wombat");
    byte[] hit = asker.take(HIT, id);
    Set<Guid> holders = new TreeSet<>(Comparator.comparing(Guid::toString));
    while (hit != null) {
      holders.add(decoded(hit).servent());
      asker.settle();
      hit = asker.has(HIT, id) ? asker.take(HIT, id) : null;
    }
    honest.settle();
    assertEquals(honestIsAsked, honest.has(QUERY, id));
    return holders;
  }

  private static QueryHit decoded(byte[] hit) throws Exception {
    return QueryHit.decode(hit, Header.BYTES, hit.length - Header.BYTES);
  }

  @Test
  void hitsForOtherQuestionsAreNotServed() throws Exception {
    lies(SPAM);
    HitRecord other = HitRecord.of(1, 1_000, "quokka casino.exe", Library.sha1("casino"));
    liar.answers = query -> lies.hit(List.of(other)).frame(Guid.read(query, 0), 4, 0);
    ask();
    isAskedAgain();
  }

  /** What it has said is not served, so it would have to say it again. */
  private void isAskedAgain() throws Exception {
    liar.answers = query -> null;
    assertEquals(Set.of(honest.guid), served(true));
    liar.take(QUERY);
  }

  @Test
  void whoSaysTooMuchIsNotRemembered() throws Exception {
    List<HitRecord> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String name = SPAM + " x".repeat(120) + i;
      many.add(HitRecord.of(i + 1, 1_000, name, Library.sha1("spam " + i)));
    }
    lies(SPAM);
    liar.answers =
        query -> {
          byte[] hit = lies.hit(many).frame(Guid.read(query, 0), 4, 0);
          liar.send(hit, hit, hit);
          return hit;
        };
    ask();
    frames(asker);
    isAskedAgain();
  }

  /** What came of the first question is of no interest any more. */
  private static void frames(TestServent asker) throws Exception {
    asker.settle();
    while (asker.has(HIT)) {
      asker.take(HIT);
    }
  }

  @Test
  void inTheNameOfAnotherMemberNothingIsPassedOn() throws Exception {
    lies(SPAM);
    liar.answers = query -> hit(honest.guid, honest.self).frame(Guid.read(query, 0), 4, 0);
    ask();
    assertEquals(1, second.counter(0, HIT, "dropped_weird"));
    assertEquals(Set.of(honest.guid), served(false));
  }

  @Test
  void asIfItWereRelayedNothingIsLearnt() throws Exception {
    lies(SPAM);
    liar.answers = query -> hit(first.newId(), liar.self).frame(Guid.read(query, 0), 3, 1);
    ask();
    isAskedAgain();
  }

  @Test
  void nobodyVouchesForHimself() throws Exception {
    lies(SPAM);
    liar.answers =
        query -> hit(first.newId(), liar.self).frame(Guid.read(query, 0), 3 | HitWatch.VOUCHED, 1);
    ask();
    liar.answers = query -> null;
    assertEquals(1, second.counter(0, HIT, "dropped_high_ttl"));
    assertEquals(Set.of(honest.guid), served(false));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 1})
  void anIdThatWasUsedBeforeHidesNobody(int ttl) throws Exception {
    Guid id = first.newId();
    byte[] before = Query.of(Query.MARKED, "quokka", List.of(), Ggep.NONE).frame(id, ttl, 0);
    byte[] query = Query.of(Query.MARKED, "wombat lullaby", List.of(), Ggep.NONE).frame(id, 4, 0);
    liar.send(before);
    liar.settle();
    asker.send(query);
    over();
    honest.settle();
    assertFalse(honest.has(QUERY));
    assertEquals(Set.of(honest.guid), served(true));
  }

  @Test
  void underTheAddressOfAnotherNothingIsLearnt() throws Exception {
    lies(SPAM);
    liar.answers = query -> hit(liar.guid, honest.self).frame(Guid.read(query, 0), 4, 0);
    ask();
    isAskedAgain();
  }

  @Test
  void ofOneThatSaysALotNothingIsRemembered() throws Exception {
    lies(SPAM);
    List<HitRecord> many = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      many.add(HitRecord.of(i + 1, 1_000, i + SPAM, Library.sha1("spam " + i)));
    }
    liar.answers = query -> lies.hit(many).frame(Guid.read(query, 0), 4, 0);
    ask();
    frames(asker);
    isAskedAgain();
  }

  @Test
  void aQuestionForLeavesOnlyIsNobodyElses() throws Exception {
    honest.take(QUERY, asker.query("wombat lullaby", 2, 0));
    asker.take(HIT);
    nodes.later(Duration.ofSeconds(4));
    assertEquals(Set.of(honest.guid), served(true));
  }

  @Test
  void whoLetsNothingThroughIsAskedLater() throws Exception {
    honest.vendor(new VendorMessage.HopsFlow(0));
    honest.settle();
    liar.take(QUERY, asker.query("wombat lullaby"));
    over();
    honest.vendor(new VendorMessage.HopsFlow(255));
    honest.settle();
    assertEquals(Set.of(honest.guid), served(true));
  }

  @Test
  void aQuestionOfOtherWordsThanItsTextThrowsNobodyOut() throws Exception {
    Ggep ggep = Ggep.builder().add("XQ", new byte[] {'a'}).build();
    unreadable(Query.of(Query.MARKED, "wombat lullaby", List.of(), ggep));
  }

  @Test
  void aQuestionWithTooManyExtensionsThrowsNobodyOut() throws Exception {
    Ggep.Builder many = Ggep.builder();
    for (int i = 0; i < 40; i++) {
      many.add("A" + i, new byte[0]);
    }
    unreadable(Query.of(Query.MARKED, "wombat lullaby", List.of(), many.build()));
  }

  /** Members answer what they read of it; nothing fails, and nothing is kept of it. */
  private void unreadable(Query query) throws Exception {
    TestServent near = TestServent.leaf(first, "127.0.4.4:6000").join(0);
    near.shares(SONG);
    for (TestServent one : List.of(near, honest)) {
      Library all = Library.shy(one, SONG);
      one.answers = any -> all.hit(all.records).frame(Guid.read(any, 0), 4, 0);
    }
    Guid id = first.newId();
    asker.send(query.frame(id, 4, 0));
    near.take(QUERY, id);
    honest.take(QUERY, id);
    asker.take(HIT, id);
    asker.take(HIT, id);
    nodes.later(Duration.ofSeconds(4));
    near.settle();
    honest.settle();
    frames(asker);
    ask();
    assertEquals(0, first.gauge("faults_total"));
    assertEquals(0, second.gauge("faults_total"));
  }

  private QueryHit hit(Guid servent, HostAddress address) {
    return new QueryHit(address, 1_000, lies.records, lies.hit(lies.records).trailer(), servent);
  }
}
