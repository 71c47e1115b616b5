package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is drawn in time is what the scenario says. */
class LawsTest {
  private static final double GATE = 0.01;
  private static final double MINUTE = 60;

  private final SplittableRandom random = new SplittableRandom(5);
  private RelationLaws laws;

  @BeforeEach
  void read() throws ScenarioException {
    laws = new RelationLaws(Scenarios.reference().dynamics());
  }

  @Test
  void relationsLastAsLongAsTheirLawsSay() {
    assertTrue(Distance.of(() -> laws.brief.draw(random), laws.brief::survival) < GATE);
    assertTrue(Distance.of(() -> laws.lasting.draw(random), laws.lasting::survival) < GATE);
    assertEquals(6.6, mean(laws.brief), 0.1);
    assertEquals(600, mean(laws.lasting), 6);
    assertEquals(238, laws.lasting.until(0.5), 1);
    assertEquals(0.5, laws.brief.survival(4), 1e-6);
  }

  private static double mean(Law law) {
    return new Ages(law::survival, law.most()).mean();
  }

  @Test
  void peersStayAsLongAsTheirLawSays() throws ScenarioException {
    SessionLaw sessions = laws.sessions;
    assertTrue(Distance.of(() -> sessions.draw(random), sessions::survival) < GATE);
    Dynamics.Sessions rules = Scenarios.reference().dynamics().sessions();
    Law.Invertible ordinary =
        new Law.Weibull(rules.ordinaryShape(), rules.ordinaryScale(), rules.longest());
    assertEquals(64.5 * MINUTE, mean(ordinary), 0.5 * MINUTE);
    assertEquals(22.5 * MINUTE, ordinary.until(0.5), 0.1 * MINUTE);
    Law.Invertible stable =
        new Law.Lomax(rules.stableShape(), rules.stableScale(), rules.longest());
    assertEquals(60 * MINUTE, stable.until(0.5), 0.1 * MINUTE);
  }

  @Test
  void whoIsMetIsAsOldAsItsLawSaysAndStaysAsLong() {
    SessionLaw sessions = laws.sessions;
    Ages ages = sessions.ages();
    assertTrue(Distance.of(() -> ages.draw(random), ages::older) < GATE);
    // What is left of one that is met follows the same law as its age.
    assertTrue(Distance.of(() -> sessions.left(ages.draw(random), random), ages::older) < GATE);
  }

  @Test
  void whatIsLeftOfARelationIsLongerForAnOldOne() {
    Law.Lomax later = new Law.Lomax(1.9, 540 + 1_000, laws.lasting.most() - 1_000);
    assertTrue(Distance.of(() -> laws.lasting.left(1_000, random), later::survival) < GATE);
  }

  @Test
  void theNormalLawIsRight() {
    assertTrue(Distance.of(() -> Normal.draw(random), Normal::above) < GATE);
    assertEquals(0.025, Normal.above(1.959964), 1e-6);
    assertEquals(0.975, Normal.above(-1.959964), 1e-6);
  }
}
