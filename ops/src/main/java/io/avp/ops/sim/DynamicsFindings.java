package io.avp.ops.sim;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How relations of an overlay change that nobody manages, beside what was measured of one. */
final class DynamicsFindings implements Findings {
  /** Relations of a peer, mean, as measured (paper, section II). */
  private static final double MEASURED = 9.86;

  /** From so many peers on the mean is exact enough to be held closely against that. */
  private static final int EXACT_PEERS = 10_000;

  private final Experiment.Setting setting;
  private final int peers;
  private final int minutes;
  private final DynamicsRun run;
  private final Map<Variation, DynamicsTable> tables = new EnumMap<>(Variation.class);

  DynamicsFindings(Experiment.Setting setting, int peers, int minutes, DynamicsRun run) {
    this.setting = setting;
    this.peers = peers;
    this.minutes = minutes;
    this.run = run;
    for (Variation variation : Variation.values()) {
      tables.put(variation, run.table(variation));
    }
  }

  @Override
  public String command() {
    return "dynamics --peers " + peers + " --minutes " + minutes + " --runs " + run.runs();
  }

  @Override
  public String digest() {
    return run.digest();
  }

  @Override
  public String section() {
    return new DynamicsSection(tables, setting.rules(), peers, minutes, run.runs()).html();
  }

  @Override
  public List<String> lines() {
    DynamicsTable found = tables.get(Variation.NONE);
    TwoStates states = found.states();
    List<String> lines = new ArrayList<>();
    lines.add(
        Page.format(
            "  scenario %s, seed %d, %,d peers, %d minutes, %d runs",
            setting.scenario(), setting.seed(), peers, minutes, run.runs()));
    lines.add(
        Page.format(
            "  two kinds of relations: %.1f %% are short, median %.1f s; stable ones: shape %.2f,"
                + " scale %.0f s",
            100 * states.shortShare(),
            Math.exp(states.logMedian()),
            states.shape(),
            states.scale()));
    lines.add(
        "                 relations   CoV  in time  none %  new/min  last s  r(60 s)"
            + " r(600 s)");
    tables.forEach(
        (variation, table) ->
            lines.add(
                Page.format(
                    "  %-15s%9.2f%7.2f%8.2f%8.2f%9.2f%8.0f%9.3f%9.3f",
                    variation.label,
                    table.all().mean(),
                    table.all().variation(),
                    table.variationInTime(),
                    100 * table.all().share(0),
                    60 * table.newPerSecond(),
                    table.lasted().mean(),
                    table.correlation(60),
                    table.correlation(600))));
    lines.add("  digest " + digest());
    return lines;
  }

  @Override
  public void add(Report report) {
    DynamicsTable found = tables.get(Variation.NONE);
    TwoStates states = found.states();
    Figure off =
        Figure.of(
            Math.abs(found.all().mean() - MEASURED),
            "relations, from the " + MEASURED + " measured");
    Figure variation = Figure.of(found.all().variation(), "of all peers and times");
    Figure inTime = Figure.of(found.variationInTime(), "of one peer, while it is watched");
    Figure fit = Figure.of(states.distance(found.lasted()), "Kolmogorov, of two kinds");
    Figure single = Figure.of(found.distanceOfOneKind(), "Kolmogorov, of one kind");
    if (setting.isReference()) {
      off = off.must(peers >= EXACT_PEERS ? "<= 0.05" : "<= 0.5");
      variation = variation.must(">= 0.5");
      // Relations that never change have 0.
      inTime = inTime.must(">= 0.15");
      fit = fit.must("<= 0.02");
      single = single.must(">= 0.05");
    }
    report
        .figure("relations", Figure.of(found.means(), "of a peer, mean of each run"))
        .figure("relations_off", off)
        .figure("relations_cov", variation)
        .figure("relations_cov_in_time", inTime)
        .figure("without", Figure.of(100 * found.all().share(0), "% of the time no relation"))
        .figure("new", Figure.of(60 * found.newPerSecond(), "relations a minute, per peer"))
        .figure("lasted", Figure.of(found.lasted().mean(), "s, mean of all relations"))
        .figure("short_share", Figure.of(states.shortShare(), "of new relations, found"))
        .figure("fit", fit)
        .figure("fit_single", single)
        .figure("correlation_60", Figure.of(found.correlation(60), "after 60 s"))
        .figure("correlation_600", Figure.of(found.correlation(600), "after 600 s"));
  }
}
