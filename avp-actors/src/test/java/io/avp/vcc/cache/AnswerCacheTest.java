package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.wire.Guid;
import io.avp.model.AvpId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final AvpId AVP = new AvpId("avp");

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
    put("zebra", offer(1));
    assertEquals(1, answer("zebra").orElseThrow().offers().size());
    nanos.addAndGet(MINUTE.toNanos() - 1);
    assertTrue(answer("zebra").isPresent());
    nanos.addAndGet(1);
    assertTrue(answer("zebra").isEmpty());
    put("narwhal");
    nanos.addAndGet(Duration.ofSeconds(19).toNanos());
    assertEquals(List.of(), answer("narwhal").orElseThrow().offers());
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertTrue(answer("narwhal").isEmpty());
    assertEquals(1, cache.gauges().negatives());
    assertEquals(3, cache.gauges().hits());
    assertEquals(2, cache.gauges().misses());
  }

  @Test
  void whatWasAnsweredBySomebodyThatHasLeftIsAskedAnew() {
    put("zebra", offer(1), offer(2));
    later();
    cache.left(Samples.guid(3));
    assertEquals(List.of(Samples.guid(1), Samples.guid(2)), holders("zebra"));
    cache.left(Samples.guid(1));
    assertTrue(answer("zebra").isEmpty(), "it may be at another virtual peer, too");
    assertEquals(0, cache.gauges().negatives());
    assertEquals(1, cache.gauges().stale());
    put("zebra", offer(1));
    assertTrue(answer("zebra").isEmpty(), "it has left just now");
    later();
    put("zebra", offer(1));
    assertEquals(List.of(Samples.guid(1)), holders("zebra"), "it has come back");
    long before = cache.now();
    cache.left(Samples.guid(1));
    cache.put(key("zebra"), new AnswerCache.Kept(List.of(offer(1)), Set.of(), before));
    assertTrue(answer("zebra").isEmpty(), "it left while it was asked");
  }

  @Test
  void ofWhomNothingMayBeAnsweredIsLeftOut() {
    put("zebra", offer(1), offer(2));
    Optional<AnswerCache.Kept> kept =
        cache.answer(key("zebra"), holder -> holder.servent().equals(Samples.guid(2)));
    assertEquals(1, kept.orElseThrow().offers().size());
    assertTrue(cache.answer(key("zebra"), holder -> false).isEmpty());
  }

  @Test
  void whoHasSomebodyNewIsToBeAskedToo() {
    put("zebra");
    long lookedUp = answer("zebra").orElseThrow().lookedUp();
    assertFalse(cache.hasGained(AVP, 7, lookedUp));
    cache.gained(AVP, 7);
    assertTrue(cache.hasGained(AVP, 7, lookedUp));
    assertFalse(cache.hasGained(AVP, 8, lookedUp));
    assertFalse(cache.hasGained(new AvpId("other"), 7, lookedUp));
    assertTrue(cache.hasGained(AVP, 7, cache.now()), "regions may not have heard of it yet");
    later();
    assertFalse(cache.hasGained(AVP, 7, cache.now()));
  }

  @Test
  void aSlotChangesWhenSomebodyGainsAMemberForIt() {
    later();
    long said = cache.now();
    assertTrue(cache.isUnchanged(5, said));
    cache.gained(AVP, 6);
    assertTrue(cache.isUnchanged(5, said));
    cache.gained(AVP, 5);
    assertFalse(cache.isUnchanged(5, said));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertFalse(cache.isUnchanged(5, cache.now()), "the region may not have heard of it");
    nanos.addAndGet(1);
    assertTrue(cache.isUnchanged(5, cache.now()));
    cache.clear();
    assertFalse(cache.isUnchanged(5, cache.now()));
  }

  @Test
  void whatWasAskedBeforeAllWasForgottenIsNotCachedAfterwards() {
    long before = cache.now();
    put("narwhal", offer(1));
    cache.clear();
    assertTrue(answer("narwhal").isEmpty());
    cache.put(key("zebra"), new AnswerCache.Kept(List.of(), Set.of(), before));
    assertTrue(answer("zebra").isEmpty());
    later();
    put("zebra");
    assertTrue(answer("zebra").isPresent());
    cache.forget(region("narwhal"));
    assertTrue(answer("zebra").isPresent());
    long asked = cache.now();
    later();
    cache.forget(region("zebra"));
    assertTrue(answer("zebra").isEmpty());
    cache.put(key("zebra"), new AnswerCache.Kept(List.of(), Set.of(), asked));
    assertTrue(answer("zebra").isEmpty(), "it was asked before");
  }

  @Test
  void theByteBoundHolds() {
    long cells = cache.gauges().bytes();
    for (int i = 0; i < 20_000; i++) {
      put("zebra" + i, offer(i % 50));
      assertTrue(i % 1_000 != 0 || cache.gauges().bytes() <= (1 << 20) + cells);
    }
    assertTrue(cache.gauges().entries() > 500);
    cache.clear();
    assertEquals(0, cache.gauges().entries());
  }

  @Test
  void whatPolicyForbidsIsNotCached() {
    AnswerCache none = new AnswerCache(1 << 20, Duration.ZERO, Duration.ZERO, nanos::get);
    none.put(key("zebra"), new AnswerCache.Kept(List.of(offer(1)), Set.of(), none.now()));
    none.put(key("narwhal"), new AnswerCache.Kept(List.of(), Set.of(), none.now()));
    assertTrue(none.answer(key("zebra"), holder -> true).isEmpty());
    assertTrue(none.answer(key("narwhal"), holder -> true).isEmpty());
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
      String text = draw < 0.2 ? "zebra" : draw < 1.2 ? "narwhal" : "lullaby";
      if (answer(text).isPresent()) {
        hits++;
      } else {
        put(text, offer(1));
      }
    }
    assertEquals(expected / all, hits / (double) queries, 0.01);
  }

  private void later() {
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
  }

  private void put(String text, Offer... offers) {
    cache.put(key(text), new AnswerCache.Kept(List.of(offers), Set.of(), cache.now()));
  }

  private Optional<AnswerCache.Kept> answer(String text) {
    return cache.answer(key(text), holder -> true);
  }

  private List<Guid> holders(String text) {
    return answer(text).orElseThrow().offers().stream().map(o -> o.holder().servent()).toList();
  }

  private static int region(String text) {
    return SlotHints.regionOf(question(text).routingHash());
  }

  private static QuestionKey key(String text) {
    return new QuestionKey(question(text), "all");
  }

  private static Question question(String text) {
    return Question.ofWords(text, Filters.NONE).orElseThrow();
  }

  private static Offer offer(int holder) {
    return new Offer(Samples.holder(holder), List.of(Samples.file(1, "zebra").raw()));
  }
}
