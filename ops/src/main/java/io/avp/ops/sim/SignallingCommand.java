package io.avp.ops.sim;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Figures;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp experiment signalling}. */
@Command(
    name = "signalling",
    description = {
      "What questions cost an unmanaged overlay that floods, one of ultrapeers, and a realm of",
      "virtual peers: the same questions of the same simulated peers, held against the bounds."
    },
    mixinStandardHelpOptions = true)
final class SignallingCommand implements Callable<Integer> {
  /** What a realm must save at 1,000, 10,000 and 100,000 peers of the reference. */
  private record Floors(int flat, int flatAim, int ultrapeers, int ultrapeersAim) {}

  private static final Map<Integer, Floors> REFERENCE =
      Map.of(
          1_000, new Floors(300, 350, 12, 14),
          10_000, new Floors(1_400, 1_650, 25, 29),
          100_000, new Floors(5_000, 5_900, 70, 83));

  /** From so many peers on there are floors for a realm that not all are members of. */
  private static final int COVERAGE_PEERS = 10_000;

  @Mixin private Figures figures;

  @Option(names = "--peers", paramLabel = "N", description = "100 to 1000000. 10000; small: 1000.")
  private Integer peers;

  @Option(
      names = "--questions",
      paramLabel = "N",
      description = "10 to 100000. As the scenario has it; small: 300.")
  private Integer questions;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of all draws. 1.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "1 to 64; the figures and the digest do not depend on it. 2.")
  private int threads;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "reference",
      description = "One of ops/scenarios, or a file. reference.")
  private String scenario;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a page with figures, plots and CSV that needs nothing else.")
  private Path page;

  @Option(names = "--small", description = "Seconds; figures of less weight.")
  private boolean small;

  @Override
  public Integer call() throws InterruptedException {
    int size = peers == null ? small ? 1_000 : 10_000 : peers;
    figures.check("--peers", size, 100, 1_000_000);
    figures.check("--threads", threads, 1, 64);
    Report report = new Report("experiment signalling");
    try {
      Scenario read = Scenario.read(file());
      int count = questions == null ? small ? 300 : read.asked().count() : questions;
      figures.check("--questions", count, 10, 100_000);
      SignallingRun run = new SignallingRun(new Population(seed, size, read), count, threads);
      run.run();
      SignallingTable table = new SignallingTable(run);
      print(figures.out(), run, table);
      add(report, size, table);
      if (page != null) {
        Files.writeString(
            page, new SignallingPage(scenario, Files.readString(file()), run, table).html());
        figures.out().println("  written: " + page);
      }
    } catch (ScenarioException | IOException e) {
      report.failure(e.getMessage());
    }
    return figures.print(report);
  }

  private Path file() {
    String folder = System.getenv().getOrDefault("AVP_SCENARIOS", "scenarios");
    return scenario.endsWith(".conf")
        ? Path.of(scenario)
        : Path.of(folder).resolve(scenario + ".conf");
  }

  private void print(PrintWriter out, SignallingRun run, SignallingTable table) {
    line(
        out,
        "scenario %s, seed %d, %,d peers, %d questions (flooded: %d)",
        scenario,
        seed,
        run.population().holdings.peers(),
        run.questions().size(),
        run.costs(Way.FLAT).size());
    line(
        out,
        "m = %.1f peers with a match; nobody has one of %.1f %%; a flood of everybody: %,d",
        table.matches(),
        100.0 * table.count(SignallingTable.Matches.NONE) / run.questions().size(),
        run.floodCost());
    StringBuilder head =
        new StringBuilder("           messages     95 %        bytes recall   @150");
    for (SignallingTable.Matches matches : SignallingTable.Matches.values()) {
      if (matches != SignallingTable.Matches.ALL) {
        head.append(String.format(Locale.ROOT, "%10s", matches.label));
      }
    }
    out.println(head);
    for (Way way : Way.values()) {
      StringBuilder row =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%-9s%,10.1f %8.1f %,12.0f %6.4f %6.4f",
                  way.label,
                  table.messages(way),
                  table.interval(way, Cost::messages),
                  table.mean(way, SignallingTable.Matches.ALL, Cost::bytes),
                  table.recall(way, false),
                  table.recall(way, true)));
      for (SignallingTable.Matches matches : SignallingTable.Matches.values()) {
        if (matches != SignallingTable.Matches.ALL) {
          row.append(
              String.format(Locale.ROOT, "%,10.1f", table.mean(way, matches, Cost::messages)));
        }
      }
      out.println(row);
    }
    line(out, "digest %s", run.digest());
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println("  " + String.format(Locale.ROOT, format, values));
  }

  private void add(Report report, int size, SignallingTable table) {
    Figure flat =
        Figure.of(table.messages(Way.FLAT) / table.messages(Way.AVP), "messages, FLAT / AVP");
    Figure few =
        Figure.of(table.messages(Way.DQ) / table.messages(Way.AVP_FEW), "messages, DQ / AVP few");
    Figure bound =
        Figure.of(table.messages(Way.AVP) / table.messages(Way.LB1), "messages, AVP / LB1");
    Figure recall = Figure.of(table.recall(Way.AVP, false), "of all files, AVP");
    Figure most = saved(table, Way.AVP_90);
    Figure nearlyAll = saved(table, Way.AVP_99);
    Figure recallMost = Figure.of(table.recall(Way.AVP_90, false), "of all files, 90 % members");
    Figure recallNearlyAll =
        Figure.of(table.recall(Way.AVP_99, false), "of all files, 99 % members");
    Figure recallFew = Figure.of(table.recall(Way.DQ, true), "of 150 files at most, DQ");
    Floors floors = scenario.equals("reference") && !small ? REFERENCE.get(size) : null;
    if (floors != null) {
      flat = flat.must(">= " + floors.flat).aim(">= " + floors.flatAim);
      few = few.must(">= " + floors.ultrapeers).aim(">= " + floors.ultrapeersAim);
      bound = bound.must("<= 1.2").aim("<= 1.05");
      recall = recall.must(">= 0.99");
      recallFew = recallFew.must(">= 0.99");
      if (size >= COVERAGE_PEERS) {
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
            Figure.of(bytes(table, Way.FLAT) / bytes(table, Way.AVP), "bytes, FLAT / AVP"))
        .figure(
            "flat_lb1",
            Figure.of(table.messages(Way.FLAT) / table.messages(Way.LB1), "messages, FLAT / LB1"))
        .figure("dq_avp", few)
        .figure("avp_lb1", bound)
        .figure("recall", recall)
        .figure("recall_dq", recallFew)
        .figure("flat_avp_90", most)
        .figure("recall_90", recallMost)
        .figure("flat_avp_99", nearlyAll)
        .figure("recall_99", recallNearlyAll);
  }

  private static Figure saved(SignallingTable table, Way way) {
    return Figure.of(
        table.messages(Way.FLAT) / table.messages(way), "messages, FLAT / " + way.label);
  }

  private static double bytes(SignallingTable table, Way way) {
    return table.mean(way, SignallingTable.Matches.ALL, Cost::bytes);
  }
}
