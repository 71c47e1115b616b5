package io.avp.ops.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.qrp.QueryWords;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final int FIRST = 0x7f14_0001;

  @Test
  void repeatsFromItsSeed() {
    assertEquals(Population.of(7, 30, FIRST), Population.of(7, 30, FIRST));
    assertNotEquals(Population.of(7, 30, FIRST), Population.of(8, 30, FIRST));
  }

  @Test
  void hasBothModesAndFirewalledLeaves() {
    Population population = Population.of(1, 30, FIRST);
    assertTrue(population.servents().stream().anyMatch(ServentPlan::firewalled));
    assertTrue(population.servents().stream().anyMatch(s -> s.mode() == PeerMode.ULTRAPEER));
    assertEquals(30, population.servents().stream().map(ServentPlan::ip).distinct().count());
  }

  @Test
  void everyQueryOfTheMixIsAnsweredByTheFileItWasMadeFrom() {
    Population population = Population.of(3, 10, FIRST);
    QueryMix mix = new QueryMix(population.catalogue());
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 1000; i++) {
      String query = mix.next(random);
      assertFalse(QueryWords.forLookup(query).isEmpty(), query);
      assertTrue(
          population.catalogue().stream().anyMatch(f -> f.matches(QueryWords.forLookup(query))),
          query);
    }
  }

  @Test
  void contentFollowsFromTheSeed() {
    SharedFile file = SharedFile.of(3, "brada klum.dat", 5000, 99);
    assertEquals(5000, file.content().length);
    assertEquals(file.sha1(), SharedFile.sha1(file.content()));
  }
}
