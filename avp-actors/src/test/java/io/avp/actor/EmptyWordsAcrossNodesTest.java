package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.cache.SlotHints;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That nobody has a word is asked of another node once, and forgotten as soon as somebody has. */
class EmptyWordsAcrossNodesTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String SPARED = "questions_spared_total";
  private static final String[] SETTINGS = {
    TestNode.REMEMBERS, "avp.gnutella.rates.leaf-queries-burst = 100000"
  };

  private TwoNodes nodes;
  private TestNode first;
  private TestNode second;
  private TestServent asker;
  private String word;

  @BeforeEach
  void start() throws Exception {
    nodes = TwoNodes.start(SETTINGS);
    first = nodes.first;
    second = nodes.second;
    asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
    word = IntStream.range(0, 100).mapToObj(i -> "wombat" + i).filter(this::isFar).findAny().get();
    first.regionsKnow(0, 0);
    first.eventually(
        () -> {
          double before = first.gauge(SPARED);
          asker.query(word);
          first.clock.advance(Duration.ofSeconds(1));
          return first.within(
              Duration.ofSeconds(2),
              () -> {
                assertTrue(first.gauge(SPARED) > before, "not spared yet");
                return true;
              });
        });
    assertEquals(0, first.counter(0, QUERY, "pending"));
    first.exact(0);
  }

  private boolean isFar(String one) {
    int region = SlotHints.regionOf(QrpHash.hash(one));
    return RegionPlaces.nodeOf(first.system, region).equals(Optional.of("n2"));
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void aTableWithTheWordIsHeardOf() throws Exception {
    TestServent late = TestServent.leaf(second, "127.0.1.4:6000").join(0);
    first.heardOf(late.shares(word));
    Guid id = asker.query(word);
    late.take(QUERY, id);
  }

  @Test
  void aFileWhoseWordIsInNoTableIsHeardOf() throws Exception {
    TestServent late = TestServent.leaf(second, "127.0.1.4:0").listen();
    Library.of(late, word + ".ogg");
    late.join(0);
    late.shares("quokka.ogg");
    second.awaitGauge("known_members", 1);
    first.eventually(
        () -> {
          Guid id = asker.query(word);
          settle();
          assertTrue(asker.has(HIT, id), "not heard of yet");
          return true;
        });
  }

  @Test
  void aWordThatOnlyOtherQuestionsFindIsNotEmpty() throws Exception {
    TestServent holder = TestServent.leaf(second, "127.0.1.5:0").listen();
    Library library = Library.of(holder, word + " sonata.ogg");
    holder.join(0);
    library.share();
    second.awaitGauge("known_members", 1);
    second.regionsKnow(0, 0);
    for (int i = 0; i < 3; i++) {
      Guid nothing = asker.query(word + " fugue");
      asker.settle();
      first.eventually(
          () -> {
            assertEquals(0, first.counter(0, QUERY, "pending"));
            return true;
          });
      assertFalse(asker.has(HIT, nothing));
    }
    asker.take(HIT, asker.query(word + " sonata"));
  }

  @Test
  void itIsAskedAgainInTime() throws Exception {
    double before = first.gauge("questions_spared_total");
    long asked = asked();
    first.clock.advance(Duration.ofSeconds(61));
    asker.query(word);
    settle();
    first.eventually(
        () -> {
          assertTrue(asked() > asked);
          return true;
        });
    assertEquals(before, first.gauge(SPARED));
  }

  private long asked() {
    return TestNode.await(first.avp.ledger()).peers().stream()
        .filter(row -> row.id().equals(first.id(0)))
        .findFirst()
        .orElseThrow()
        .counters()
        .asked()
        .descriptors();
  }

  private void settle() {
    try {
      asker.settle();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
