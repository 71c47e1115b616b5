package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FloodedSearchTest {
  private static final int ENOUGH = 15;

  @Test
  void aFloodTakesTwiceTheRelationsMinusThePeersPlusOne() throws ScenarioException {
    for (String name : new String[] {"reference.conf", "underlay.conf"}) {
      Scenario scenario = Scenarios.read(Path.of("scenarios", name));
      Population population = new Population(3, 400, scenario);
      Graph graph = population.flat();
      FloodedSearch search = new FloodedSearch(graph, population.places, ENOUGH);
      for (int n = 0; n < 20; n++) {
        Question question = population.question(n);
        Cost cost = search.ask(question);
        assertEquals(2L * graph.edges() - graph.nodes() + 1, cost.queries());
        assertEquals(question.answers(), cost.found());
        assertTrue(cost.hits() >= question.matches());
      }
    }
  }

  @Test
  void aTtlOfOneReachesTheNeighbours() throws ScenarioException {
    Population population = Scenarios.population(400);
    Graph graph = population.flat();
    Question question = population.question(0);
    Cost cost = new FloodedSearch(graph, population.places, 1).ask(question);
    assertEquals(graph.degree(question.asker()), cost.queries());
  }
}
