package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamicsRunTest {
  private static final int PEERS = 300;
  private static final int SECONDS = 700;

  private static Experiment.Setting setting(long seed, int threads, String change)
      throws Exception {
    String text = Files.readString(Scenarios.REFERENCE) + "\n" + change;
    ScenarioFile file = ScenarioFile.ofText("changed", text);
    return new Experiment.Setting("a < b", "x = 1", Scenario.read(file), seed, threads, true);
  }

  private static DynamicsRun run(long seed, int threads, String change) throws Exception {
    return DynamicsRun.of(setting(seed, threads, change), PEERS, SECONDS, 2);
  }

  @Test
  void digestsAreTheSameForAllThreadsAndNotForAllSeeds() throws Exception {
    String digest = run(1, 2, "").digest();
    assertEquals(digest, run(1, 1, "").digest());
    assertNotEquals(digest, run(2, 2, "").digest());
  }

  @Test
  void everyParameterChangesTheDigest() throws Exception {
    String digest = run(1, 2, "").digest();
    for (String knob :
        List.of(
            "relations.mean = 5",
            "relations.short-share = 0.6",
            "relations.short-median = 5",
            "relations.short-sigma = 0.9",
            "relations.short-most = 50",
            "relations.stable-shape = 2",
            "relations.stable-scale = 500",
            "sessions.stable-share = 0.3",
            "sessions.ordinary-shape = 0.6",
            "sessions.ordinary-scale = 2000",
            "sessions.stable-shape = 1.2",
            "sessions.stable-scale = 4000",
            "sessions.longest = 90000",
            "sessions.daily = 0.4",
            "flat.degrees = [4, 5, 8, 15, 25, 30]",
            "flat.shares = [0.35, 0.15, 0.20, 0.15, 0.10, 0.05]")) {
      assertNotEquals(digest, run(1, 2, knob).digest(), knob);
    }
  }

  @Test
  void aPageHasAllFiguresAndLoadsNothing() throws Exception {
    Experiment.Setting setting = setting(1, 2, "");
    Findings findings =
        new DynamicsFindings(
            setting, PEERS, SECONDS / 60, DynamicsRun.of(setting, PEERS, SECONDS, 1));
    String html = new Page(setting, List.of(findings)).html();
    assertTrue(html.contains("a &lt; b"));
    assertTrue(html.contains(findings.digest()));
    assertTrue(html.contains("ops/avp experiment dynamics --peers 300 --minutes 11 --runs 1"));
    assertEquals(4, html.split("<svg ", -1).length - 1);
    for (Variation variation : Variation.values()) {
      assertTrue(html.contains("<td>" + variation.label + "</td>"), variation.label);
    }
    for (String wrong : List.of("http:", "https:", "src=", "href=", "url(", "@import", "NaN")) {
      assertFalse(html.contains(wrong), wrong);
    }
  }
}
