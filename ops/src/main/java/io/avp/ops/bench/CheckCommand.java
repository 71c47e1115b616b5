package io.avp.ops.bench;

import io.avp.ops.bench.check.BenchCheck;
import io.avp.ops.report.Figures;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code avp bench check}. */
@Command(
    name = "check",
    description = {
      "Whether one of the JMH benches has become slower than its stored baseline.",
      "All are compared as multiples of calibration loops that run beside them; more than a"
          + " quarter slower is a regression, after two repeats. Takes some minutes, wants a quiet"
          + " machine."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Figures figures;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      defaultValue = "${env:AVP_BASELINE:-ops/bench-baseline.json}",
      description = "What is stored. ops/bench-baseline.json of the checkout.")
  private Path file;

  @Option(names = "--update", description = "Store what is measured now instead of comparing.")
  private boolean update;

  @Override
  public Integer call() {
    if (!update && !Files.isRegularFile(file)) {
      throw new ParameterException(
          spec.commandLine(), "there is no baseline " + file + ": store one by --update");
    }
    BenchCheck check = new BenchCheck(file, figures.out());
    try {
      return figures.print(update ? check.update() : check.compare());
    } catch (IOException | RunnerException e) {
      return figures.print(new Report("bench check").failure(e.getMessage()));
    }
  }
}
