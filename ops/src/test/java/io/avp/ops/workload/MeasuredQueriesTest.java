package io.avp.ops.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.Guid;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredQueriesTest {
  private static final int FIRST = 0x7f14_0001;

  private final Population population = MeasuredPopulation.of(3, 120, FIRST, 0.3);
  private final GroundTruth truth = new GroundTruth(population.servents());

  @Test
  void repeatFromTheirSeed() {
    Map<String, Integer> texts = MeasuredQueries.draw(5, 200, population, truth);
    assertEquals(texts, MeasuredQueries.draw(5, 200, population, truth));
    assertNotEquals(texts, MeasuredQueries.draw(6, 200, population, truth));
    assertEquals(population, MeasuredPopulation.of(3, 120, FIRST, 0.3));
  }

  @Test
  void asManyAreUnanswerableAsWereMeasuredAndTheOthersSayHowManyHaveAMatch() {
    Map<String, Integer> texts = MeasuredQueries.draw(5, 1000, population, truth);
    long none = texts.values().stream().filter(m -> m == 0).count();
    // Four standard deviations.
    assertEquals(444, (double) none, 63);
    texts.forEach(
        (text, m) ->
            assertEquals(
                m.longValue(),
                truth.answers(text, new Guid(0, 0)).stream()
                    .map(GroundTruth.Holding::servent)
                    .distinct()
                    .count(),
                text));
  }

  @Test
  void aQuarterSharesNothingAndAFewShareVeryMuch() {
    long riders = population.servents().stream().filter(s -> s.files().isEmpty()).count();
    int most = population.servents().stream().mapToInt(s -> s.files().size()).max().orElseThrow();
    assertEquals(30, (double) riders, 19);
    assertTrue(most > 100, "most files: " + most);
  }

  @Test
  void whatPoisonersOfferIsNothingThatAnybodyHas() {
    Population poisoned = MeasuredPopulation.poisoned(population, 9, 2, FIRST);
    assertEquals(122, poisoned.servents().size());
    ServentPlan last = poisoned.servents().get(121);
    assertTrue(
        last.files().stream()
            .noneMatch(
                file ->
                    population.catalogue().stream()
                        .anyMatch(real -> real.sha1().equals(file.sha1()))));
    assertTrue(
        population.catalogue().stream()
            .anyMatch(real -> real.name().equals(last.files().get(0).name())));
  }
}
