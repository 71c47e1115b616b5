package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.workload.Zipf;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What peers share and ask, and where they are, is what the scenario says. */
class PopulationGatesTest {
  private static final double GATE = 0.01;
  private static final int PEERS = 100_000;

  @Test
  void whoSharesHasAsManyFilesAsItsLawSays() throws ScenarioException {
    Scenario.Content content = Scenarios.reference().content();
    SplittableRandom random = new SplittableRandom(5);
    double distance =
        Distance.of(
            () -> Holdings.count(random, content),
            files -> {
              double more = Math.pow((files + 1) / content.fewest(), -content.pareto());
              double sharers = files >= content.most() ? 0 : Math.min(1, more);
              return (1 - content.freeRiders()) * sharers;
            });
    assertTrue(distance < GATE, "" + distance);
  }

  @Test
  void nearlyAllFilesAreWithVeryFewPeers() throws ScenarioException {
    Holdings holdings = Scenarios.population(10_000).holdings;
    long few =
        IntStream.range(0, holdings.catalogue.files())
            .filter(file -> holdings.holders(new int[] {file}, -1).length < 10)
            .count();
    assertTrue((double) few / holdings.catalogue.files() >= 0.9);
  }

  @Test
  void filesAreAskedForByTheirLaw() throws ScenarioException {
    Scenario.Content content = Scenarios.reference().content();
    Zipf law = new Zipf(20_000, content.popularity(), content.popularityShift());
    double[] rest = new double[20_001];
    for (int rank = 19_999; rank >= 0; rank--) {
      rest[rank] = rest[rank + 1] + law.share(rank);
    }
    SplittableRandom random = new SplittableRandom(5);
    assertTrue(Distance.of(() -> law.draw(random), rank -> rest[(int) rank + 1]) < GATE);
  }

  @Test
  void asManyQuestionsAsSaidHaveNoAnswer() throws Exception {
    String text = Files.readString(Scenarios.REFERENCE) + "\nasked.unanswerable = 0.444\n";
    Scenario scenario = Scenario.read(ScenarioFile.ofText("measured", text));
    Population population = new Population(1, 1_000, scenario);
    long none =
        IntStream.range(0, 1_000)
            .filter(number -> population.question(number).matches() == 0)
            .count();
    assertEquals(0.444, none / 1_000.0, 0.002);
  }

  @Test
  void waysIntoTheNetworkAreAsLongAsTheirLawSays() {
    Places places = new Places(1, PEERS, new Scenario.Network(0, 8, 0.8));
    Law law = new Law.LogNormal(8_000, 0.8, Double.MAX_VALUE);
    int[] peer = {0};
    double distance =
        Distance.of(() -> (places.delay(peer[0], peer[0]++) - 1) / 2.0, PEERS, law::survival);
    assertTrue(distance < GATE, "" + distance);
  }

  @Test
  void networksAreAsLargeAsTheirLawSays() {
    Places places = new Places(1, PEERS, new Scenario.Network(100, 0, 0));
    List<Integer> firsts = new ArrayList<>();
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int peer = 0; peer < PEERS; peer++) {
      int here = peer;
      int first =
          firsts.stream().filter(other -> places.delay(other, here) == 1).findAny().orElse(-1);
      if (first < 0) {
        firsts.add(peer);
        first = peer;
      }
      sizes.merge(first, 1, Integer::sum);
    }
    double[] shares =
        sizes.values().stream()
            .sorted(Comparator.reverseOrder())
            .mapToDouble(peers -> peers / (double) PEERS)
            .toArray();
    assertEquals(50, shares.length);
    Zipf law = new Zipf(50, 1, 0);
    double drawn = 0;
    double expected = 0;
    for (int i = 0; i < shares.length; i++) {
      drawn += shares[i];
      expected += law.share(i);
      assertEquals(expected, drawn, GATE);
    }
  }
}
