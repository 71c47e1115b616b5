package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QrpHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong();
  private final AnswerCache cache =
      new AnswerCache(1 << 20, MINUTE, Duration.ofSeconds(20), nanos::get);

  @Test
  void equalQuestionsHaveOneKey() {
    assertEquals(key("Zebra lullaby"), key("LULLABY...  zébra of"), "order, case, accents, short");
    assertNotEquals(key("zebra"), key("zebras"));
    assertNotEquals(key("zebra"), new QuestionKey(question("zebra"), "guests"));
    assertNotEquals(
        key("zebra"),
        new QuestionKey(Question.ofWords("zebra", new Filters(4, 0, 9)).orElseThrow(), "all"));
    Sha1 sha1 = Samples.sha1("x");
    Query byUrn =
        Query.of(
            Query.MARKED, "\\", List.of(sha1.urn().replace("urn:sha1", "URN:SHA1")), Ggep.NONE);
    assertEquals(Optional.of(sha1), Question.of(byUrn).orElseThrow().sha1());
    assertTrue(Question.of(Query.of(Query.MARKED, "a bc", List.of(), Ggep.NONE)).isEmpty());
    Ggep ggep =
        Ggep.builder()
            .add("M", new byte[] {0x0c})
            .add("XQ", "zebra lullaby".getBytes(StandardCharsets.UTF_8))
            .build();
    Question full = Question.of(Query.of(Query.MARKED, "zebra lul", List.of(), ggep)).orElseThrow();
    assertEquals(Filters.AUDIO | Filters.VIDEO, full.filters().media());
    assertEquals(question("zebra lullaby").words(), full.words());
  }

  @Test
  void answersLastAsLongAsPolicySays() {
    cache.put(key("zebra"), found(1));
    assertEquals(1, cache.answer(key("zebra"), s -> true).orElseThrow().records());
    nanos.addAndGet(MINUTE.toNanos() - 1);
    assertTrue(cache.answer(key("zebra"), s -> true).isPresent());
    nanos.addAndGet(1);
    assertTrue(cache.answer(key("zebra"), s -> true).isEmpty());
    cache.putNobody(key("narwhal"), cache.now(), true);
    nanos.addAndGet(Duration.ofSeconds(19).toNanos());
    assertEquals(Found.NOTHING, cache.answer(key("narwhal"), s -> true).orElseThrow());
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertTrue(cache.answer(key("narwhal"), s -> true).isEmpty());
    assertEquals(1, cache.gauges().negatives());
    assertEquals(3, cache.gauges().hits());
    assertEquals(2, cache.gauges().misses());
  }

  @Test
  void noOneSaysNobodyAfterSomethingNewWasLearnt() {
    cache.putNobody(key("zebra lullaby"), cache.now(), true);
    cache.learnt(QrpHash.hash("narwhal"));
    assertTrue(cache.answer(key("zebra lullaby"), s -> true).isPresent());
    cache.learnt(QrpHash.hash("lullaby"));
    assertTrue(cache.answer(key("zebra lullaby"), s -> true).isEmpty());
    long before = cache.now();
    cache.learnt(QrpHash.hash("zebra"));
    cache.putNobody(key("zebra"), before, true);
    assertTrue(cache.answer(key("zebra"), s -> true).isEmpty(), "learnt while it was looked up");
    Sha1 sha1 = Samples.sha1("zebra.mp3");
    QuestionKey urn =
        new QuestionKey(new Question(List.of(), Optional.of(sha1), Filters.NONE), "all");
    cache.putNobody(urn, cache.now(), true);
    for (int key : Samples.file(1, "zebra.mp3").keys()) {
      cache.learnt(key);
    }
    assertTrue(cache.answer(urn, s -> true).isEmpty());
    assertEquals(3, cache.gauges().stale());
  }

  @Test
  void whoDoesNotKnowAllNeverSaysNobody() {
    cache.putNobody(key("zebra"), cache.now(), false);
    assertTrue(cache.answer(key("zebra"), s -> true).isEmpty());
    assertEquals(0, cache.gauges().entries());
  }

  @Test
  void whoHasLeftIsNotInACachedAnswer() {
    Found two = new Found(List.of(offer(1), offer(2)), List.of(), true);
    cache.put(key("zebra"), two);
    Found left = cache.answer(key("zebra"), s -> s.equals(Samples.guid(2))).orElseThrow();
    assertEquals(
        List.of(Samples.guid(2)), left.offers().stream().map(o -> o.holder().servent()).toList());
    assertTrue(cache.answer(key("zebra"), s -> false).isEmpty(), "it never becomes a no");
    assertEquals(0, cache.gauges().negatives());
  }

  @Test
  void theByteBoundHolds() {
    for (int i = 0; i < 20_000; i++) {
      cache.put(key("zebra" + i), found(i % 50));
      assertTrue(i % 1_000 != 0 || cache.gauges().bytes() <= (1 << 20) + (1 << 17));
    }
    assertTrue(cache.gauges().entries() > 500);
    cache.forget(hash -> true);
    assertEquals(0, cache.gauges().entries());
  }

  @Test
  void whatPolicyForbidsIsNotCached() {
    AnswerCache none = new AnswerCache(1 << 20, Duration.ZERO, Duration.ZERO, nanos::get);
    none.put(key("zebra"), found(1));
    none.putNobody(key("narwhal"), none.now(), true);
    assertTrue(none.answer(key("zebra"), s -> true).isEmpty());
    assertTrue(none.answer(key("narwhal"), s -> true).isEmpty());
  }

  @Test
  void hitRatioObeysTheFormula() {
    Random random = new Random(20261124);
    double[] ratePerMinute = {0.2, 1, 4};
    long hits = 0;
    double expected = 0;
    double all = 0;
    for (double rate : ratePerMinute) {
      expected += rate * rate / (1 + rate);
      all += rate;
    }
    int queries = 40_000;
    for (int i = 0; i < queries; i++) {
      nanos.addAndGet((long) (-Math.log(1 - random.nextDouble()) / all * MINUTE.toNanos()));
      double draw = random.nextDouble() * all;
      QuestionKey key = key(draw < 0.2 ? "zebra" : draw < 1.2 ? "narwhal" : "lullaby");
      if (cache.answer(key, s -> true).isPresent()) {
        hits++;
      } else {
        cache.put(key, found(1));
      }
    }
    assertEquals(expected / all, hits / (double) queries, 0.01);
  }

  private static QuestionKey key(String text) {
    return new QuestionKey(question(text), "all");
  }

  private static Question question(String text) {
    return Question.ofWords(text, Filters.NONE).orElseThrow();
  }

  private static Found found(int holder) {
    return new Found(List.of(offer(holder)), List.of(), true);
  }

  private static Offer offer(int holder) {
    return new Offer(Samples.holder(holder), List.of(Samples.file(1, "zebra").raw()));
  }
}
