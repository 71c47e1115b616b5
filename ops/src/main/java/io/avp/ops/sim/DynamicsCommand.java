package io.avp.ops.sim;

import io.avp.ops.report.Figures;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp experiment dynamics}. */
@Command(
    name = "dynamics",
    description = {
      "How many relations peers have in an overlay that nobody manages, how much that differs and",
      "changes, and how long relations last: section II of the paper."
    },
    mixinStandardHelpOptions = true)
final class DynamicsCommand implements Callable<Integer>, Experiment {
  private static final int SECONDS = 60;

  @Mixin private Figures figures;
  @Mixin private ExperimentOptions options;

  @Option(names = "--peers", paramLabel = "N", description = "100 to 1000000. 10000; small: 1000.")
  private Integer peers;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "That are watched, 15 to 1440. 60; small: 20.")
  private Integer minutes;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Overlays of the same kind, 1 to 100. 4; small: 2.")
  private Integer runs;

  @Override
  public Integer call() throws InterruptedException {
    figures.checkGiven("--peers", peers, 100, 1_000_000);
    figures.checkGiven("--minutes", minutes, 15, 1_440);
    figures.checkGiven("--runs", runs, 1, 100);
    return options.run("dynamics", figures, List.of(this));
  }

  @Override
  public Findings run(Setting setting) throws InterruptedException {
    int size = peers != null ? peers : setting.small() ? 1_000 : 10_000;
    int watched = minutes != null ? minutes : setting.small() ? 20 : 60;
    int count = runs != null ? runs : setting.small() ? 2 : 4;
    DynamicsRun run = DynamicsRun.of(setting, size, watched * SECONDS, count);
    return new DynamicsFindings(setting, size, watched, run);
  }
}
