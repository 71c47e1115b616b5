package io.avp.node;

import static io.avp.node.SeedProbe.Found.LISTENS;
import static io.avp.node.SeedProbe.Found.REFUSES;
import static io.avp.node.SeedProbe.Found.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FirstSeedRuleTest {
  @Test
  void withoutAnyProcessAtTheOthersThereIsNoCluster() {
    assertEquals(List.of(), ask(Map.of()));
    assertEquals(List.of(), ask(Map.of("b", REFUSES, "c", REFUSES)));
  }

  @Test
  void whoListensIsAskedHoweverFewTheyAre() {
    assertEquals(List.of("c"), ask(Map.of("b", REFUSES, "c", LISTENS)));
    assertEquals(List.of("b", "c"), ask(Map.of("b", LISTENS, "c", LISTENS)));
  }

  @Test
  void oneMachineThatIsOffDoesNotHoldUpAColdStartOfThree() {
    assertEquals(List.of("c"), ask(Map.of("b", SILENT, "c", LISTENS)));
    assertEquals(List.of(), ask(Map.of("b", SILENT, "c", REFUSES)));
  }

  @Test
  void whoIsCutOffWithAMinorityFormsNoSecondCluster() {
    assertEquals(List.of("b", "c"), ask(Map.of("b", SILENT, "c", SILENT)));
    assertEquals(List.of("b"), ask(Map.of("b", SILENT)), "half is no majority");
    assertEquals(
        List.of("b", "c", "d", "e"),
        ask(Map.of("b", LISTENS, "c", SILENT, "d", SILENT, "e", SILENT)));
  }

  private static List<String> ask(Map<String, SeedProbe.Found> others) {
    return FirstSeedRule.ask(new TreeMap<>(others));
  }
}
