package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One neighbour sends endless made-up pongs. */
class PongPoisonAttackTest {
  private static final HostAddress OWN = HostAddress.parse("5.5.5.5:16346");

  private final PongCache cache = new PongCache(PongCache.Bounds.ULTRAPEER, ip -> ip >>> 24 != 10);

  @Test
  void aLiarReplacesOnlyItsOwnPongs() {
    for (int i = 0; i < 10; i++) {
      cache.offer(pong("20." + i + ".0.1:6000"), 100 + i, OWN, 0);
    }
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      cache.offer(
          new CachedPong(new HostAddress(0x30000000 | random.nextInt(1 << 24), 80), 1, 8, 1),
          7,
          OWN,
          1);
    }
    assertEquals(10 + PongCache.Bounds.ULTRAPEER.perSource(), cache.size());
    List<CachedPong> forTheLiar = cache.answer(7, 10, 2, random);
    assertEquals(10, forTheLiar.size());
    assertTrue(forTheLiar.stream().allMatch(p -> p.address().ip() >>> 24 == 20));
    cache.forget(7);
    assertEquals(10, cache.size());
  }

  @Test
  void namesSiblingsFirstAndNothingUnreachableOrOld() {
    assertEquals(PongCache.Offer.UNREACHABLE, cache.offer(pong("10.0.0.1:80"), 1, OWN, 0));
    assertEquals(PongCache.Offer.UNREACHABLE, cache.offer(pong("11.0.0.1:0"), 1, OWN, 0));
    assertEquals(PongCache.Offer.OURS, cache.offer(new CachedPong(OWN, 1, 8, 1), 1, OWN, 0));
    CachedPong sibling = pong("5.5.5.6:16346");
    cache.siblings(List.of(sibling));
    assertEquals(PongCache.Offer.OURS, cache.offer(sibling, 1, OWN, 0));
    CachedPong other = pong("12.0.0.1:80");
    assertEquals(PongCache.Offer.CACHED, cache.offer(other, 1, OWN, 0));
    assertEquals(List.of(sibling, other), cache.answer(2, 99, 0, new Random(1)));
    assertEquals(List.of(sibling), cache.answer(1, 99, 0, new Random(1)));
    assertEquals(List.of(sibling), cache.answer(2, 10, 20_000_000_000L, new Random(1)));
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

  private static CachedPong pong(String address) {
    return new CachedPong(HostAddress.parse(address), 1, 8, 1);
  }
}
