package io.avp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
  @Test
  void linkIdsReadWhatTheyWrite() {
    LinkId id = LinkId.of("node-1", 43);
    assertEquals("node-1~3~0000000043", id.toString());
    assertEquals("node-1~3", LinkId.shardOf(id.toString()));
    assertEquals(Optional.of(id), LinkId.parse(id.toString()));
    for (String bad :
        List.of("", "a", "a~1", "~1~2", "a~b~2", "a~1~2~3", "a~-1~2", "a~1~", "a~1~2")) {
      assertEquals(Optional.empty(), LinkId.parse(bad), bad);
    }
  }

  @Test
  void peersHavePlainNames() {
    assertEquals(new Incarnation(new AvpId("a-0"), 2), new Incarnation(new AvpId("a-0"), 1).next());
    for (String bad : List.of("", "a b", "a~b", "é", "a\n")) {
      assertThrows(IllegalArgumentException.class, () -> new AvpId(bad), bad);
    }
    assertThrows(IllegalArgumentException.class, () -> new Incarnation(new AvpId("a"), 0));
    assertThrows(IllegalArgumentException.class, () -> new DegreeBand(1, 3, 2, 0));
  }

  @Property(seed = "20261124")
  void aBucketNeverGivesMoreThanItsBurstAndItsRate(
      @ForAll @IntRange(min = 1, max = 50) int interval,
      @ForAll @IntRange(min = 1, max = 20) int burst,
      @ForAll List<@IntRange(max = 30) Integer> pauses,
      @ForAll long start) {
    RateLimit limit = new RateLimit(interval, burst);
    long state = start;
    long now = start;
    long granted = 0;
    for (int pause : pauses) {
      now += pause;
      if (limit.permits(state, now)) {
        state = limit.taken(state, now);
        granted++;
      }
      assertTrue(granted <= burst + (now - start) / interval);
    }
    assertTrue(granted >= Math.min(pauses.size(), burst));
  }

  @Property(seed = "20261124", tries = 100)
  void addressesAreCountedApartWithinTheBound(
      @ForAll List<@IntRange(max = 40) Integer> ips,
      @ForAll @IntRange(min = 1, max = 20) int most) {
    AddressRates rates = new AddressRates(new RateLimit(1_000_000, 2), most);
    int[] granted = new int[41];
    for (int ip : ips) {
      boolean would = rates.wouldPermit(ip, 0);
      boolean permitted = rates.permit(ip, 0);
      assertTrue(would || !permitted);
      granted[ip] += permitted ? 1 : 0;
      assertTrue(granted[ip] <= 2);
      assertTrue(rates.size() <= most);
    }
    assertTrue(rates.permit(99, 10_000_000), "all buckets are full again and make room");
  }
}
