package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  @Test
  void errorsNameTheKey() throws IOException {
    assertError("count = 1000", "count = 0", "asked.count = 0 is not in 1 to 1000000");
    assertError("count = 1000", "cuont = 1000", "asked.count is missing");
    assertError("count = 1000", "count = 1000\n  more = 1", "unknown key asked.more");
    assertError("ttl = 7", "ttl = seven", "flat.ttl");
    assertError("max-degree = 60", "max-degree = 20", "ultrapeers.degree = 30 is more than");
    assertError("most = 2000", "most = 5", "content.fewest = 10 is more than content.most = 5");
    assertError("[0.003, 0.4, 0.597]", "[0.1, 0.2]", "asked.words sums to");
    assertError("degrees = [3, ", "degrees = [", "flat.degrees has 5 values, flat.shares 6");
  }

  private static void assertError(String found, String instead, String expected)
      throws IOException {
    String text = Files.readString(Scenarios.REFERENCE);
    assertTrue(text.contains(found), found);
    ScenarioException e =
        assertThrows(
            ScenarioException.class,
            () -> Scenario.read(ScenarioFile.ofText("x.conf", text.replace(found, instead))));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().startsWith("x.conf: "), e.getMessage());
  }

  @Test
  void contentThatAnswersEverythingEndsWithTheKey() throws IOException {
    String text =
        Files.readString(Scenarios.REFERENCE) + "\ncontent.vocabulary = 100\nasked.words = [1]\n";
    Scenario scenario = Scenario.read(ScenarioFile.ofText("x.conf", text));
    SignallingRun run = new SignallingRun(new Population(1, 300, scenario), 10, 1);
    ScenarioException e = assertThrows(ScenarioException.class, run::run);
    assertTrue(e.getMessage().startsWith("asked.unanswerable = 0.22"), e.getMessage());
  }

  @Test
  void allScenariosCanBeRead() throws Exception {
    try (var files = Files.list(Path.of("scenarios"))) {
      for (Path file : files.toList()) {
        assertTrue(Scenarios.read(file).asked().count() > 0);
      }
    }
    assertEquals(
        100, Scenarios.read(Path.of("scenarios", "underlay.conf")).network().planeMillis());
    assertThrows(ScenarioException.class, () -> Scenarios.read(Path.of("scenarios", "none.conf")));
  }
}
