package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RepeatRuleTest {
  @Test
  void slowRoundsDoNotCountButNotForEver() {
    RepeatRule rule = new RepeatRule(2);
    rule.warmUp(400);
    assertTrue(rule.counts(300));
    assertTrue(rule.counts(450));
    assertFalse(rule.counts(451));
    assertTrue(rule.counts(200));
    assertFalse(rule.counts(301));
    assertTrue(rule.counts(301));
    assertEquals(2, rule.repeats());
  }

  @Test
  void aFastWarmUpIsTheBestSoFar() {
    RepeatRule rule = new RepeatRule(1);
    rule.warmUp(100);
    assertFalse(rule.counts(151));
  }
}
