package io.avp.ops.sim;

import io.avp.ops.report.Figures;
import java.util.List;
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
final class SignallingCommand implements Callable<Integer>, Experiment {
  @Mixin private Figures figures;
  @Mixin private ExperimentOptions options;

  @Option(names = "--peers", paramLabel = "N", description = "100 to 1000000. 10000; small: 1000.")
  private Integer peers;

  @Option(
      names = "--questions",
      paramLabel = "N",
      description = "10 to 100000. As the scenario has it; small: 300.")
  private Integer questions;

  @Override
  public Integer call() throws InterruptedException {
    figures.checkGiven("--peers", peers, 100, 1_000_000);
    figures.checkGiven("--questions", questions, 10, 100_000);
    return options.run("signalling", figures, List.of(this));
  }

  @Override
  public Findings run(Setting setting) throws InterruptedException, ScenarioException {
    int size = peers != null ? peers : setting.small() ? 1_000 : 10_000;
    Scenario.Content content = setting.rules().content();
    long words = (long) content.filesEach() * (content.titleWords() + content.groupWords());
    if (size * words > Integer.MAX_VALUE) {
      throw new ScenarioException(
          "content.files-each, title-words and group-words make more words than there is room for: "
              + size
              + " peers may have "
              + Integer.MAX_VALUE / size
              + " each");
    }
    int asked = setting.small() ? 300 : setting.rules().asked().count();
    Population population = new Population(setting.seed(), size, setting.rules());
    SignallingRun run =
        new SignallingRun(population, questions != null ? questions : asked, setting.threads());
    run.run();
    return new SignallingFindings(setting, run);
  }
}
