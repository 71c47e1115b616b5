package io.avp.ops.sim;

import io.avp.ops.report.Figures;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What all experiments have in common on the command line, and how they are reported. */
final class ExperimentOptions {
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

  /**
   * Runs experiments, one after the other, and reports what they find.
   *
   * @param name of all of them
   * @return the exit code
   */
  int run(String name, Figures figures, List<Experiment> experiments) throws InterruptedException {
    figures.check("--threads", threads, 1, 64);
    Report report = new Report("experiment " + name);
    try {
      ScenarioFile file = ScenarioFile.open(file());
      Experiment.Setting setting =
          new Experiment.Setting(scenario, file.text(), Scenario.read(file), seed, threads, small);
      if (page != null) {
        // Found out now, not when all is computed.
        Files.newByteChannel(page, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      }
      List<Findings> found = new ArrayList<>();
      for (Experiment experiment : experiments) {
        Findings findings = experiment.run(setting);
        findings.lines().forEach(figures.out()::println);
        findings.add(report);
        found.add(findings);
      }
      if (page != null) {
        Files.writeString(page, new Page(setting, found).html());
        figures.out().println("  written: " + page);
      }
    } catch (ScenarioException e) {
      report.failure(e.getMessage());
    } catch (IOException e) {
      report.failure("the page cannot be written (--report): " + e);
    }
    return figures.print(report);
  }

  private Path file() {
    String folder = System.getenv().getOrDefault("AVP_SCENARIOS", "scenarios");
    return scenario.endsWith(".conf")
        ? Path.of(scenario)
        : Path.of(folder).resolve(scenario + ".conf");
  }
}
