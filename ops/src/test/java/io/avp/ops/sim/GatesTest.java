package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the generator of the reference must hold. */
class GatesTest {
  @Test
  void matchesOfTheReferenceAreWithinATenth() throws ScenarioException {
    assertMatches(1_000, 24);
    assertMatches(10_000, 49);
  }

  private static void assertMatches(int peers, double expected) throws ScenarioException {
    Population population = Scenarios.population(peers);
    int questions = population.scenario.asked().count();
    List<Question> all = IntStream.range(0, questions).mapToObj(population::question).toList();
    double m = all.stream().mapToInt(Question::matches).average().orElseThrow();
    assertEquals(expected, m, expected / 10);
    long none = all.stream().filter(q -> q.matches() == 0).count();
    assertEquals(population.scenario.asked().unanswerable() * questions, (double) none, 1);
  }

  @Test
  void whatMatchesIsWhatHasAllWords() throws ScenarioException {
    Population population = Scenarios.population(300);
    Holdings holdings = population.holdings;
    for (int n = 0; n < 50; n++) {
      Question question = population.question(n);
      List<String> words = List.of(question.text().split(" "));
      int[] holders =
          IntStream.range(0, holdings.peers())
              .filter(peer -> peer != question.asker())
              .filter(peer -> files(holdings, peer, words) > 0)
              .toArray();
      assertArrayEquals(holders, question.holders());
      for (int i = 0; i < holders.length; i++) {
        assertEquals(files(holdings, holders[i], words), question.files()[i]);
      }
    }
  }

  private static long files(Holdings holdings, int peer, List<String> words) {
    return Arrays.stream(holdings.filesOf(peer))
        .mapToObj(holdings.catalogue::name)
        .filter(name -> List.of(name.split("[ .]")).containsAll(words))
        .count();
  }

  @Test
  void aQuarterShareNothingAndRelationsAreAsMeasured() throws ScenarioException {
    Population population = Scenarios.population(10_000);
    Holdings holdings = population.holdings;
    long none =
        IntStream.range(0, 10_000).filter(peer -> holdings.filesOf(peer).length == 0).count();
    assertEquals(0.25, none / 10_000.0, 0.015);
    Graph graph = population.flat();
    assertEquals(9.85, 2.0 * graph.edges() / graph.nodes(), 0.2);
  }

  @Test
  void noWordIsAPrefixOfAnother() {
    Words words = new Words(20_000);
    List<String> sorted = IntStream.range(0, words.size()).mapToObj(words::text).sorted().toList();
    for (int i = 1; i < sorted.size(); i++) {
      assertTrue(!sorted.get(i).startsWith(sorted.get(i - 1)), sorted.get(i));
    }
  }
}
