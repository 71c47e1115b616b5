package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.ops.sim.Ultrapeers.Reach;
import org.junit.jupiter.api.Test;

class UltrapeersTest {
  @Test
  void theyHaveAsManyRelationsAsSaveAHop() throws ScenarioException {
    Scenario.Ultrapeers rules = Scenarios.reference().ultrapeers();
    assertEquals(new Reach(30, 2), Reach.of(32, rules));
    assertEquals(new Reach(55, 2), Reach.of(322, rules));
    assertEquals(new Reach(30, 3), Reach.of(3_225, rules));
  }
}
