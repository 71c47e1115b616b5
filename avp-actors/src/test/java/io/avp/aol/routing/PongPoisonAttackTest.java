package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Neighbours of one address group send endless made-up pongs. */
class PongPoisonAttackTest {
  private static final HostAddress OWN = HostAddress.parse("5.5.5.5:16346");
  private static final int LIARS = 0x6666;

  private final PongCache cache = new PongCache(PongCache.Bounds.ULTRAPEER, ip -> ip >>> 24 != 10);
  private long ids;

  private Guid id() {
    return Guid.modern(++ids, 9);
  }

  /** Tests all; of those that are tested, the ones that live answer. */
  private void test(Set<HostAddress> living, long now) {
    for (Map<HostAddress, Guid> due = cache.toTest(16, this::id, now);
        !due.isEmpty();
        due = cache.toTest(16, this::id, now)) {
      due.forEach(
          (host, id) -> {
            if (living.contains(host)) {
              assertTrue(cache.answered(said(host), host, id, now));
            }
          });
    }
  }

  private static Pong said(HostAddress host) {
    return new Pong(host, 3, 64, Ggep.NONE);
  }

  private Set<HostAddress> honest() {
    Set<HostAddress> hosts = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      CachedPong pong = pong("20." + i + ".0.1:6000", i);
      hosts.add(pong.address());
      cache.offer(pong, 100 + i, OWN, 0);
    }
    return hosts;
  }

  @Test
  void liarsOfOneGroupFillItsShareOnlyAndNothingUntestedIsNamed() {
    Set<HostAddress> honest = honest();
    test(honest, 0);
    assertEquals(10, cache.tested());
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      // From many connections, and honest hosts among them, to get these into their own share.
      HostAddress named = new HostAddress(0x30000000 | random.nextInt(1 << 24), 80);
      cache.offer(new CachedPong(named, 1, 8, 1, LIARS), i % 50, OWN, 1);
      cache.offer(pong("20." + i % 10 + ".0.1:6000", LIARS), i % 50, OWN, 1);
    }
    assertEquals(10 + PongCache.Bounds.ULTRAPEER.perTeller(), cache.size());
    test(honest, 2);
    for (int asker = 0; asker < 60; asker++) {
      List<CachedPong> answer = cache.answer(asker, 10, 2, random);
      assertEquals(10, answer.size());
      assertTrue(answer.stream().allMatch(p -> honest.contains(p.address())), answer.toString());
    }
    assertTrue(cache.share(List.of(), 99, 2).stream().allMatch(p -> honest.contains(p.address())));
  }

  @Test
  void liarsThatRunTheHostsTheyNameGetOneTurnAmongManyGroups() {
    Set<HostAddress> living = honest();
    for (int i = 0; i < 1_000; i++) {
      CachedPong own = pong("66." + i % 250 + ".66." + i / 250 + ":80", LIARS);
      living.add(own.address());
      cache.offer(own, 7, OWN, 1);
    }
    test(living, 1);
    assertEquals(10 + PongCache.Bounds.ULTRAPEER.perTeller(), cache.tested());
    for (int i = 0; i < 100; i++) {
      assertTrue(theirs(cache.answer(2, 10, 1, new Random(i))) <= 1);
    }
    assertTrue(theirs(cache.share(List.of(), 8, 1)) <= 1);
  }

  private static long theirs(List<CachedPong> pongs) {
    return pongs.stream().filter(p -> p.teller() == LIARS).count();
  }

  @Test
  void theShareOfAGroupIsOneForAllVirtualPeersTogether() {
    List<CachedPong> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(pong("66." + i % 250 + ".66." + i / 250 + ":80", LIARS));
    }
    all.add(pong("10.0.0.1:80", 1));
    all.add(pong("21.0.0.1:80", 1));
    cache.shared(all);
    assertEquals(PongCache.Bounds.ULTRAPEER.perTeller() + 1, cache.sharedByOthers());
  }

  @Test
  void oneAddressIsTestedTwiceInFiveSecondsHoweverManyOfItsPortsAreNamed() {
    for (int port = 1; port <= 30; port++) {
      cache.offer(pong("30.0.0.1:" + port, port), port, OWN, 0);
    }
    assertEquals(2, cache.toTest(16, this::id, 0).size());
    assertEquals(0, cache.toTest(16, this::id, 1).size());
  }

  @Test
  void onlyTheHostItselfCanProveThatItLivesAndOnlyIfItIsAnUltrapeer() {
    HostAddress host = HostAddress.parse("31.0.0.1:80");
    HostAddress other = HostAddress.parse("32.0.0.1:80");
    cache.offer(pong("31.0.0.1:80", 1), 1, OWN, 0);
    cache.offer(pong("32.0.0.1:80", 1), 1, OWN, 0);
    assertFalse(cache.answered(said(host), host, id(), 0), "not tested yet");
    Map<HostAddress, Guid> due = cache.toTest(16, this::id, 0);
    assertFalse(cache.answered(said(host), other, due.get(host), 0));
    assertFalse(cache.answered(said(host), host, id(), 0), "made-up id");
    assertTrue(cache.answered(said(host), host, due.get(host), 0));
    assertFalse(cache.answered(said(host), host, due.get(host), 0), "once");
    assertFalse(cache.answered(new Pong(other, 3, 65, Ggep.NONE), other, due.get(other), 0));
    assertEquals(1, cache.size());
    assertEquals(1, cache.tested());
  }

  @Test
  void anAnswerHasTenPongsAtAnySize() {
    Set<HostAddress> living = honest();
    List<CachedPong> siblings = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      siblings.add(pong("40." + i / 250 + ".0." + i % 250 + ":6000", 0));
    }
    test(living, 0);
    cache.shared(List.of(pong("41.0.0.1:80", 1)));
    cache.siblings(siblings);
    assertEquals(10, cache.answer(1, 10_000, 0, new Random(1)).size());
  }

  @Test
  void namesSiblingsFirstAndNothingUnreachableOldOrBroughtByTheAskerItself() {
    assertEquals(PongCache.Offer.UNREACHABLE, cache.offer(pong("10.0.0.1:80", 1), 1, OWN, 0));
    assertEquals(PongCache.Offer.UNREACHABLE, cache.offer(pong("11.0.0.1:0", 1), 1, OWN, 0));
    assertEquals(PongCache.Offer.OURS, cache.offer(new CachedPong(OWN, 1, 8, 1, 1), 1, OWN, 0));
    CachedPong sibling = pong("5.5.5.6:16346", 0);
    cache.siblings(List.of(sibling));
    assertEquals(PongCache.Offer.OURS, cache.offer(sibling, 1, OWN, 0));
    HostAddress other = HostAddress.parse("12.0.0.1:80");
    assertEquals(PongCache.Offer.CACHED, cache.offer(pong("12.0.0.1:80", 1), 1, OWN, 0));
    test(Set.of(other), 0);
    CachedPong tested = new CachedPong(other, 3, 64, 1, 1);
    assertEquals(List.of(sibling, tested), cache.answer(2, 99, 0, new Random(1)));
    assertEquals(List.of(sibling), cache.answer(1, 99, 0, new Random(1)));
    assertEquals(List.of(sibling), cache.answer(2, 10, 20_000_000_000L, new Random(1)));
    cache.forget(1);
    assertEquals(0, cache.size());
  }

  @Test
  void theOwnPongCarriesTheUltrapeerMark() {
    OwnPong pong = new OwnPong(OWN, 12, 1_000, 300, 4, 3_600);
    assertEquals(512, pong.kib());
    assertEquals(8, new OwnPong(OWN, 0, 0, 0, 0, 0).kib());
    assertEquals(3, pong.up().length);
    assertEquals(2, pong.du().length);
    assertEquals((byte) 0x10, pong.du()[0]);
    assertEquals((byte) 0x0e, pong.du()[1]);
  }

  private static CachedPong pong(String address, int teller) {
    return new CachedPong(HostAddress.parse(address), 1, 8, 1, teller);
  }
}
