package io.avp.ops.sim;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.sim.SignallingTable.Matches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What questions cost in every way, beside what they must. */
final class SignallingFindings implements Findings {
  /** What a realm must save at 1,000, 10,000 and 100,000 peers of the reference. */
  private record Floors(int flat, int flatAim, int ultrapeers, int ultrapeersAim) {}

  private static final Map<Integer, Floors> REFERENCE =
      Map.of(
          1_000, new Floors(300, 350, 12, 14),
          10_000, new Floors(1_400, 1_650, 25, 29),
          100_000, new Floors(5_000, 5_900, 70, 83));

  /** From so many peers on there are floors for a realm that not all are members of. */
  private static final int COVERAGE_PEERS = 10_000;

  private final Experiment.Setting setting;
  private final SignallingRun run;
  private final SignallingTable table;

  SignallingFindings(Experiment.Setting setting, SignallingRun run) {
    this.setting = setting;
    this.run = run;
    table = new SignallingTable(run);
  }

  private int peers() {
    return run.population().holdings.peers();
  }

  @Override
  public String command() {
    return "signalling --peers " + peers() + " --questions " + run.questions().size();
  }

  @Override
  public String digest() {
    return run.digest();
  }

  @Override
  public String section() {
    return new SignallingSection(run, table).html();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Page.format(
            "  scenario %s, seed %d, %,d peers, %d questions (flooded: %d)",
            setting.scenario(),
            setting.seed(),
            peers(),
            run.questions().size(),
            run.costs(Way.FLAT).size()));
    lines.add(
        Page.format(
            "  m = %.1f peers with a match; nobody has one of %.1f %%; a flood of everybody: %,d",
            table.matches(),
            100.0 * table.count(Matches.NONE) / run.questions().size(),
            run.floodCost()));
    StringBuilder head =
        new StringBuilder("           messages     95 %        bytes recall   @150");
    Matches.CLASSES.forEach(matches -> head.append(Page.format("%10s", matches.label)));
    lines.add(head.toString());
    for (Way way : Way.values()) {
      StringBuilder row =
          new StringBuilder(
              Page.format(
                  "%-9s%,10.1f %8.1f %,12.0f %6.4f %6.4f",
                  way.label,
                  table.messages(way),
                  table.interval(way, Cost::messages),
                  table.bytes(way),
                  table.recall(way, false),
                  table.recall(way, true)));
      Matches.CLASSES.forEach(
          matches -> row.append(Page.format("%,10.1f", table.mean(way, matches, Cost::messages))));
      lines.add(row.toString());
    }
    lines.add("  digest " + digest());
    return lines;
  }

  @Override
  public void add(Report report) {
    Figure flat = saved(Way.FLAT, Way.AVP);
    Figure few = saved(Way.DQ, Way.AVP_FEW);
    Figure bound = saved(Way.AVP, Way.LB1);
    Figure recall = Figure.of(table.recall(Way.AVP, false), "of all files, AVP");
    Figure most = saved(Way.FLAT, Way.AVP_90);
    Figure nearlyAll = saved(Way.FLAT, Way.AVP_99);
    Figure recallMost = Figure.of(table.recall(Way.AVP_90, false), "of all files, 90 % members");
    Figure recallNearlyAll =
        Figure.of(table.recall(Way.AVP_99, false), "of all files, 99 % members");
    Figure recallDq = Figure.of(table.recall(Way.DQ, true), "of 150 files at most, DQ");
    Figure recallFew = Figure.of(table.recall(Way.AVP_FEW, true), "of 150 files at most, AVP few");
    if (setting.isReference()) {
      bound = bound.must("<= 1.2").aim("<= 1.05");
      recall = recall.must(">= 0.99");
      recallFew = recallFew.must(">= 0.99");
      recallDq = recallDq.must(">= 0.99");
    }
    // Of few questions the means are too vague.
    Floors floors = setting.isReference() && !setting.small() ? REFERENCE.get(peers()) : null;
    if (floors != null) {
      flat = flat.must(">= " + floors.flat).aim(">= " + floors.flatAim);
      few = few.must(">= " + floors.ultrapeers).aim(">= " + floors.ultrapeersAim);
      if (peers() >= COVERAGE_PEERS) {
        most = most.must(">= 40");
        recallMost = recallMost.must(">= 0.93");
        nearlyAll = nearlyAll.must(">= 100");
        recallNearlyAll = recallNearlyAll.must(">= 0.999");
      }
    }
    report
        .figure("m", Figure.of(table.matches(), "peers with a match, mean"))
        .figure("flat_avp", flat)
        .figure(
            "flat_avp_bytes",
            Figure.of(table.bytes(Way.FLAT) / table.bytes(Way.AVP), "bytes, FLAT / AVP"))
        .figure("flat_lb1", saved(Way.FLAT, Way.LB1))
        .figure("dq_avp", few)
        .figure("avp_lb1", bound)
        .figure("recall", recall)
        .figure("recall_dq", recallDq)
        .figure("recall_few", recallFew)
        .figure("flat_avp_90", most)
        .figure("recall_90", recallMost)
        .figure("flat_avp_99", nearlyAll)
        .figure("recall_99", recallNearlyAll);
  }

  private Figure saved(Way more, Way less) {
    return Figure.of(
        table.messages(more) / table.messages(less),
        "messages, " + more.label + " / " + less.label);
  }
}
