package io.avp.aol.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AddressRates;
import io.avp.model.RateLimit;
import io.avp.model.RelationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DialControllerTest {
  private static final long SECOND = 1_000_000_000L;

  private final HostCache cache = new HostCache(100, 10, ip -> ip >>> 24 != 10);
  private final AddressRates asked = new AddressRates(new RateLimit(10 * SECOND, 1), 1_000);

  @Test
  void dialsUntilItHasWhatItWantsAndNeverTooOften() {
    for (int i = 0; i < 50; i++) {
      assertTrue(cache.heard(HostAddress.parse("20." + i + ".0.1:6000"), i));
    }
    HostAddress fixed = HostAddress.parse("30.0.0.1:6000");
    DialController controller = new DialController(List.of(fixed), true, 4);
    List<HostAddress> dials = dials(controller, 10, 7, Set.of(), 0);
    assertEquals(3, dials.size());
    assertEquals(fixed, dials.get(0));
    List<HostAddress> others = dials(controller, 10, 0, Set.of(), SECOND);
    assertEquals(4, others.size());
    assertFalse(others.contains(fixed), "asked for a second ago");
    assertTrue(dials.stream().noneMatch(others::contains), "others get their turn");
    assertTrue(dials(controller, 10, 0, Set.of(), 61 * SECOND).contains(fixed));
    assertEquals(
        List.of(),
        dials(
            controller,
            10,
            0,
            Set.copyOf(dials(controller, 10, 0, Set.of(), 200 * SECOND)),
            200 * SECOND));
    DialController quiet = new DialController(List.of(fixed), false, 4);
    assertEquals(List.of(fixed), dials(quiet, 10, 0, Set.of(), 400 * SECOND));
  }

  @Test
  void liarsDoNotPushOutTestedHosts() {
    for (int i = 0; i < 60; i++) {
      cache.succeeded(HostAddress.parse("20." + i + ".0.1:6000"), 1);
    }
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      cache.heard(new HostAddress(0x30000000 | random.nextInt(1 << 28), 80), 1_000 + i);
      assertTrue(cache.size() <= 100);
    }
    assertEquals(60, cache.best().stream().filter(KnownHost::tested).count());
    assertTrue(cache.best().get(59).tested());
    for (int i = 0; i < 40; i++) {
      cache.heard(new HostAddress(0x01020000 | i, 80), 100_000);
    }
    assertEquals(10, cache.best().stream().filter(h -> h.address().ip() >>> 16 == 0x0102).count());
  }

  @Test
  void survivesARunAndForgetsTheDead() {
    HostAddress good = HostAddress.parse("20.1.0.1:6000");
    HostAddress dead = HostAddress.parse("20.2.0.1:6000");
    cache.succeeded(good, 77);
    cache.failed(good);
    cache.heard(dead, 88);
    HostCache next = new HostCache(100, 10, ip -> true);
    assertEquals(0, next.decode(cache.encode()));
    assertEquals(cache.best(), next.best());
    assertEquals(new KnownHost(good, 77, 1, 1), next.find(good).orElseThrow());
    for (int i = 0; i < 3; i++) {
      next.failed(dead);
    }
    assertTrue(next.find(dead).isEmpty());
    assertEquals(3, next.decode("x\n1.2.3.4:5 1 2\n1.2.3.4:5 1 -1 0\n# note\n1.2.3.4:5 9 0 0"));
    assertEquals(2, next.size());
    assertFalse(cache.heard(HostAddress.parse("10.0.0.1:80"), 1));
    assertFalse(cache.heard(HostAddress.parse("20.0.0.1:0"), 1));
  }

  @Test
  void alivePingsAreSentMeasuredAndGivenUp() {
    AlivePingTimer timer =
        new AlivePingTimer(AliveRule.STANDARD, RelationKind.ULTRAPEER, 7, -5 * SECOND);
    long now = -5 * SECOND;
    assertEquals(AlivePingTimer.Due.PING, timer.due(now));
    Guid ping = timer.pinged(now);
    assertEquals(AlivePingTimer.Due.NOTHING, timer.due(now + SECOND));
    assertEquals(-1, timer.answered(new Guid(1, 3), now + SECOND));
    assertEquals(SECOND, timer.answered(ping, now + SECOND));
    assertEquals(-1, timer.answered(ping, now + SECOND), "once only");
    List<Guid> pings = new ArrayList<>(List.of(ping));
    for (int i = 0; i < AliveRule.STANDARD.maxUnanswered(); i++) {
      now = timer.nextNanos();
      assertEquals(AlivePingTimer.Due.PING, timer.due(now));
      pings.add(timer.pinged(now));
    }
    assertEquals(AlivePingTimer.Due.GIVE_UP, timer.due(timer.nextNanos()));
    assertEquals(pings.size(), Set.copyOf(pings).size());
    long late = AliveRule.STANDARD.ultrapeerNanos() * 3;
    assertEquals(late, timer.answered(pings.get(2), now), "a late answer is a sign of life");
    assertEquals(3, timer.unanswered());
    assertEquals(-1, timer.answered(pings.get(1), now), "a later one was answered");
    assertEquals(SECOND, timer.answered(pings.get(5), now + SECOND));
    assertEquals(AlivePingTimer.Due.PING, timer.due(timer.nextNanos()));
  }

  private List<HostAddress> dials(
      DialController controller, int wanted, int have, Set<HostAddress> pending, long now) {
    return controller.dials(wanted, have, pending, Set.of(), cache, asked, now, new Random(4));
  }
}
