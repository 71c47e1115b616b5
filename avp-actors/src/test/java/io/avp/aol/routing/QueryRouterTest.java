package io.avp.aol.routing;

import static io.avp.aol.routing.QueryRouter.Copy;
import static io.avp.aol.routing.QueryRouter.Intake;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.model.RelationKind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QueryRouterTest {
  private static final TtlRule RULE = TtlRule.STANDARD;

  @Test
  void judgesWhatComesIn() {
    assertEquals(Intake.LEAF_RELAYED, QueryRouter.intake(RULE, RelationKind.LEAF, 3, 1, 20));
    assertEquals(Intake.ROUTE, QueryRouter.intake(RULE, RelationKind.LEAF, 3, 0, 20));
    assertEquals(Intake.LEAVES_ONLY, QueryRouter.intake(RULE, RelationKind.ULTRAPEER, 1, 2, 20));
    assertEquals(Intake.LAST_HOP, QueryRouter.intake(RULE, RelationKind.MESH, 4, 0, 20));
    assertEquals(Intake.EXPIRED, QueryRouter.intake(RULE, RelationKind.ULTRAPEER, 0, 2, 20));
    assertEquals(Intake.HIGH_TTL, QueryRouter.intake(RULE, RelationKind.ULTRAPEER, 200, 2, 20));
    assertEquals(Intake.MAX_HOPS, QueryRouter.intake(RULE, RelationKind.ULTRAPEER, 1, 255, 20));
    assertEquals(Intake.TOO_LARGE, QueryRouter.intake(RULE, RelationKind.ULTRAPEER, 1, 1, 257));
    assertEquals(Intake.TOO_SHORT, QueryRouter.intake(RULE, RelationKind.ULTRAPEER, 1, 1, 3));
  }

  @Test
  void choosesWhoGetsACopy() {
    assertEquals(Copy.NO_TABLE, copy(RelationKind.LEAF, 3, 255, false, true));
    assertEquals(Copy.NO_MATCH, copy(RelationKind.LEAF, 3, 255, true, false));
    assertEquals(Copy.SEND, copy(RelationKind.LEAF, 0, 255, true, true));
    assertEquals(Copy.HOPS_FLOW, copy(RelationKind.LEAF, 0, 1, true, true));
    assertEquals(Copy.SEND, copy(RelationKind.ULTRAPEER, 2, 255, true, false));
    assertEquals(Copy.NO_MATCH, copy(RelationKind.ULTRAPEER, 1, 255, true, false));
    assertEquals(Copy.SEND, copy(RelationKind.ULTRAPEER, 1, 255, false, false));
    assertEquals(Copy.TTL_SPENT, copy(RelationKind.ULTRAPEER, 0, 255, true, true));
    assertEquals(Copy.BY_REGION, copy(RelationKind.MESH, 3, 255, true, true));
    assertEquals(
        Copy.BACK_TO_SOURCE,
        QueryRouter.copy(RelationKind.ULTRAPEER, true, 1, 3, 255, false, false));
  }

  @Property(seed = "20261124")
  void aTtlNeverGrowsAndEveryPathEnds(
      @ForAll @IntRange(max = 255) int ttl, @ForAll @IntRange(max = 255) int hops) {
    int at = ttl;
    int travelled = hops;
    int steps = 0;
    while (RULE.judge(at, travelled) == TtlRule.Reach.ONWARD) {
      int next = RULE.relayedTtl(at, travelled);
      assertTrue(next < at);
      at = next;
      travelled = TtlRule.relayedHops(travelled);
      steps++;
    }
    assertTrue(steps < RULE.maxTtl());
  }

  @Test
  void metersTellRepetitionFromAccident() {
    DuplicateMeter meter = new DuplicateMeter();
    for (int i = 0; i < 1_000; i++) {
      meter.received();
    }
    for (int i = 0; i < 15; i++) {
      meter.repeated();
    }
    assertFalse(meter.tooMany());
    meter.repeated();
    assertTrue(meter.tooMany());
    WeirdMeter weird = new WeirdMeter();
    for (int i = 0; i < 11; i++) {
      assertFalse(weird.tooManyHighTtl());
      weird.highTtl(9);
      weird.highTtl(2);
    }
    assertTrue(weird.tooManyHighTtl());
  }

  private static Copy copy(
      RelationKind target, int ttlOut, int hopsFlow, boolean hasTable, boolean matches) {
    return QueryRouter.copy(target, false, 1, ttlOut, hopsFlow, hasTable, matches);
  }
}
