package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an overlay that nobody manages must be like, to be one that was measured. */
class DynamicsGatesTest {
  private static final int PEERS = 10_000;
  private static final int SECONDS = 1_000;

  private static DynamicsTable asMeasured;

  @BeforeAll
  static void watch() throws ScenarioException {
    asMeasured = watched(Variation.NONE);
  }

  private static DynamicsTable watched(Variation variation) throws ScenarioException {
    Scenario rules = Scenarios.reference();
    return watched(variation.of(rules.dynamics()), variation.of(rules.flat()));
  }

  private static DynamicsTable watched(Dynamics rules, Scenario.Flat flat) {
    ChangingOverlay overlay = new ChangingOverlay(rules, flat, PEERS, 1, 0);
    return new DynamicsTable(List.of(overlay.run(SECONDS)));
  }

  @Test
  void relationsAreAsManyAndDifferAsMuchAsMeasured() {
    assertEquals(9.86, asMeasured.all().mean(), 0.05);
    assertTrue(asMeasured.all().variation() >= 0.5);
  }

  @Test
  void asManyPeersAreThereAsCome() throws ScenarioException {
    assertEquals(PEERS, (double) asMeasured.all().total() / SECONDS, 0.03 * PEERS);
    // For so long that most of those who were there at first have gone.
    Dynamics rules = Scenarios.reference().dynamics();
    ChangingOverlay overlay = new ChangingOverlay(rules, Scenarios.reference().flat(), 500, 1, 0);
    Counts all = new DynamicsTable(List.of(overlay.run(36_000))).all();
    assertEquals(500, (double) all.total() / 36_000, 0.1 * 500);
  }

  @Test
  void numberIsRateTimesHoldingTime() {
    double expected = asMeasured.newPerSecond() * asMeasured.lasted().mean();
    assertEquals(expected, asMeasured.all().mean(), 0.02 * expected);
  }

  @Test
  void twoKindsOfRelationsAreFoundAndOneDoesNotDo() throws ScenarioException {
    DynamicsTable staying = watched(Variation.STAYING);
    TwoStates found = staying.states();
    assertEquals(0.7, found.shortShare(), 0.01);
    assertEquals(4, Math.exp(found.logMedian()), 0.1);
    assertEquals(1, found.sigma(), 0.03);
    assertEquals(1.9, found.shape(), 0.1);
    assertEquals(540, found.scale(), 30);
    assertTrue(found.distance(staying.lasted()) < 0.005);
    assertTrue(TwoStates.single(staying.lasted()).distance(staying.lasted()) > 0.05);
    assertEquals(0.7, asMeasured.states().shortShare(), 0.02);
  }

  @Test
  void whoWantsTwiceAsManyHasTwiceAsMany() throws ScenarioException {
    double[] wants = Scenarios.reference().flat().degrees();
    double each = asMeasured.all().mean() / 9.85;
    for (int kind = 0; kind < wants.length; kind++) {
      double mean = asMeasured.kinds().get(kind).mean();
      assertEquals(each * wants[kind], mean, 0.06 * mean);
    }
  }

  @Test
  void relationsOfPeersThatStayBeginByChance() throws ScenarioException {
    Scenario rules = Scenarios.reference();
    Counts all =
        watched(Variation.STAYING.of(rules.dynamics()), Variation.ALIKE.of(rules.flat())).all();
    // Poisson's law has a variance as large as its mean.
    assertEquals(1, all.variance() / all.mean(), 0.03);
  }

  @Test
  void correlationIsWhatHoldingTimesSay() throws ScenarioException {
    DynamicsTable staying = watched(Variation.STAYING);
    for (int lag : new int[] {1, 8, 60, 300}) {
      assertEquals(staying.lasted().kept(lag), staying.correlation(lag), 0.05);
    }
    assertTrue(staying.correlation(1) > staying.correlation(8));
    assertTrue(staying.correlation(8) > staying.correlation(60));
  }
}
