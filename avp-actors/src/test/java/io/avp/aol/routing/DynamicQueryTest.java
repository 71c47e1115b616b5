package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.aol.routing.DynamicQuery.Copy;
import io.avp.aol.routing.DynamicQuery.Send;
import io.avp.aol.routing.DynamicQuery.Step;
import io.avp.aol.routing.DynamicQuery.Stop;
import io.avp.aol.routing.DynamicQuery.Ultrapeer;
import io.avp.aol.routing.DynamicQuery.Wait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A probe, then one ultrapeer after the other, and the end as soon as results suffice. */
class DynamicQueryTest {
  private static final long HOP = 100;
  private static final DynamicQueryRules RULES = new DynamicQueryRules(50, HOP, 10_000);

  private static List<Ultrapeer> ultrapeers(int number, boolean matches) {
    List<Ultrapeer> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(new Ultrapeer(i, 32, 4, matches));
    }
    return all;
  }

  private static List<Copy> sent(Step step) {
    return assertInstanceOf(Send.class, step).copies();
  }

  @Test
  void probesThoseThatMatchWithOneHopAndOthersWithTwo() {
    DynamicQuery query = new DynamicQuery(RULES, 50, 3, ultrapeers(8, true), HOP, 0);
    List<Copy> probe = sent(query.step(0));
    assertEquals(3, probe.size());
    assertTrue(probe.stream().allMatch(c -> c.ttl() == 1));
    assertEquals(HOP, query.dueNanos());
    assertInstanceOf(Wait.class, query.step(HOP - 1));
    query = new DynamicQuery(RULES, 50, 3, ultrapeers(8, false), HOP, 0);
    assertInstanceOf(Wait.class, query.step(HOP - 1));
    probe = sent(query.step(HOP));
    assertEquals(3, probe.size());
    assertTrue(probe.stream().allMatch(c -> c.ttl() == 2));
    assertEquals(3 * HOP, query.dueNanos());
  }

  @Test
  void takesTheLeastTtlThatBringsWhatIsMissing() {
    DynamicQuery query = new DynamicQuery(RULES, 50, 3, ultrapeers(8, false), 0, 0);
    sent(query.step(0));
    query.results(48); // of three times 32 ultrapeers: one of them would bring half a result
    assertEquals(2, sent(query.step(2 * HOP)).get(0).ttl());
    query = new DynamicQuery(RULES, 50, 3, ultrapeers(8, false), 0, 0);
    sent(query.step(0));
    query.results(1);
    assertEquals(3, sent(query.step(2 * HOP)).get(0).ttl(), "rare: as far as it may go");
  }

  @Test
  void nothingIsSentIfTheRealmHasEnough() {
    DynamicQuery query = new DynamicQuery(RULES, 50, 3, ultrapeers(8, true), HOP, 0);
    query.results(50);
    assertInstanceOf(Stop.class, query.step(HOP));
    assertInstanceOf(Stop.class, query.step(2 * HOP));
  }

  @Test
  void theLeafSaysWhatCountsAndWhenItHasEnough() {
    DynamicQuery query = new DynamicQuery(RULES, 50, 3, ultrapeers(8, true), 0, 0);
    query.results(49);
    query.kept(3);
    sent(query.step(0));
    query.kept(1_000);
    assertEquals(3, query.results(), "not more than it was sent");
    query.results(40);
    sent(query.step(HOP));
    query.kept(DynamicQuery.STOP);
    assertInstanceOf(Stop.class, query.step(HOP));
  }

  @Test
  void oneExactFileNeedsFewResults() {
    assertEquals(10, RULES.target(true, 0));
    assertEquals(4, RULES.target(true, 4));
    assertEquals(50, RULES.target(false, 0));
    assertEquals(50, RULES.target(false, 200));
  }

  @Test
  void whateverComesBackItEndsInBoundedTimeWithFewCopies() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<Ultrapeer> all = new ArrayList<>();
      int number = random.nextInt(40);
      for (int i = 0; i < number; i++) {
        all.add(new Ultrapeer(i, random.nextInt(200), random.nextInt(9), random.nextInt(4) == 0));
      }
      int maxTtl = 1 + random.nextInt(4);
      int target = 1 + random.nextInt(255);
      DynamicQuery query = new DynamicQuery(RULES, target, maxTtl, all, random.nextInt(500), 0);
      Map<Integer, Integer> lastTtl = new HashMap<>();
      int copies = 0;
      int results = 0;
      long now = 0;
      boolean stopped = false;
      while (!stopped) {
        Step step = query.step(now);
        if (step instanceof Send send) {
          assertTrue(results < target, "seed " + seed);
          assertTrue(now < 10_000, "seed " + seed);
          assertTrue(copies == 0 ? send.copies().size() <= 3 : send.copies().size() == 1);
          for (Copy copy : send.copies()) {
            Integer before = lastTtl.put(copy.to().handle(), copy.ttl());
            assertTrue(before == null || (before == 1 && copy.ttl() > 1), "seed " + seed);
            assertTrue(copy.ttl() >= 1 && copy.ttl() <= maxTtl, "seed " + seed);
            assertTrue(copy.ttl() <= Math.max(1, copy.to().maxTtl()), "seed " + seed);
            copies++;
          }
        }
        stopped = step instanceof Stop;
        int more = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
        results += more;
        query.results(more);
        now += 1 + random.nextInt(60);
        assertTrue(now < 10_200, "seed " + seed + " has not ended");
      }
      assertTrue(copies <= number + DynamicQuery.PROBES, "seed " + seed);
    }
  }
}
