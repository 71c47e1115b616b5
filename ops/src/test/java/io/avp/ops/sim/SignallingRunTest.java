package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignallingRunTest {
  private static final int QUESTIONS = 120;

  private static SignallingRun run;
  private static SignallingTable table;

  @BeforeAll
  static void ask() throws Exception {
    run = run(1, 2, "");
    table = new SignallingTable(run);
  }

  private static SignallingRun run(long seed, int threads, String change) throws Exception {
    String text = Files.readString(Scenarios.REFERENCE) + "\nrealm.links = 100\n" + change;
    Scenario scenario = Scenario.read(ScenarioFile.ofText("changed", text));
    SignallingRun run = new SignallingRun(new Population(seed, 600, scenario), QUESTIONS, threads);
    run.run();
    return run;
  }

  @Test
  void digestsAreTheSameForAllThreadsAndNotForAllSeeds() throws Exception {
    assertEquals(run.digest(), run(1, 1, "").digest());
    assertNotEquals(run.digest(), run(2, 2, "").digest());
  }

  @Test
  void theRealmFindsAllAndIsNearTheBound() {
    assertEquals(1, table.recall(Way.AVP, false), 1e-9);
    double asked = 2; // of and by the region, on another node
    assertTrue(table.messages(Way.AVP) >= table.messages(Way.LB1));
    assertTrue(table.messages(Way.AVP) <= 1.05 * table.messages(Way.LB1) + asked);
  }

  @Test
  void theOthersFindEnoughAndCostMore() {
    assertTrue(table.recall(Way.FLAT, false) > 0.99);
    assertTrue(table.recall(Way.DQ, true) > 0.99);
    assertTrue(table.messages(Way.FLAT) > table.messages(Way.DQ));
    assertTrue(table.messages(Way.DQ) > table.messages(Way.AVP_FEW));
    assertTrue(table.messages(Way.LB2) > table.messages(Way.LB1));
  }

  @Test
  void whatDecidersAreGivenChangesTheDigest() throws Exception {
    for (String knob :
        List.of(
            "realm.share-percent = 1", // RegionHoldings, by HoldingLimits
            "realm.target = 20", // HitWriter
            "realm.unbrowsable = 0.5", // KnownFiles, SlotHints, RegionHints
            "realm.outward-ttl = 1", // DynamicQuery, outwards
            "ultrapeers.target = 20")) { // DynamicQuery, by DynamicQueryRules
      assertNotEquals(run.digest(), run(1, 2, knob).digest(), knob);
    }
  }

  @Test
  void peersThatAreNoMembersCostMoreAndAreMostlyFound() {
    assertTrue(table.messages(Way.AVP_90) > table.messages(Way.AVP_99));
    assertTrue(table.messages(Way.AVP_99) > table.messages(Way.AVP));
    assertTrue(table.messages(Way.FLAT) > 10 * table.messages(Way.AVP_90));
    assertTrue(table.recall(Way.AVP_90, false) > 0.9);
    assertTrue(table.recall(Way.AVP_99, false) > 0.99);
  }

  @Test
  void hintsAloneCostLessThanUltrapeers() {
    assertEquals(1, table.recall(Way.AVP_HINTS, false), 1e-9);
    assertTrue(table.messages(Way.AVP_HINTS) > table.messages(Way.LB2));
    assertTrue(table.messages(Way.AVP_HINTS) < table.messages(Way.DQ));
  }

  @Test
  void aPageHasAllFiguresAndLoadsNothing() throws Exception {
    Experiment.Setting setting =
        new Experiment.Setting("a < b", "x = 1", Scenarios.reference(), 1, 2, true);
    Findings findings = new SignallingFindings(setting, run);
    String html = new Page(setting, List.of(findings)).html();
    assertTrue(html.contains("a &lt; b"));
    assertTrue(html.contains(run.digest()));
    for (Way way : Way.values()) {
      assertTrue(html.contains("<td>" + way.label + "</td>"), way.label);
    }
    for (String loading : List.of("http:", "https:", "src=", "href=", "url(", "@import")) {
      assertFalse(html.contains(loading), loading);
    }
  }
}
