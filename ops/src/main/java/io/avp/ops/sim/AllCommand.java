package io.avp.ops.sim;

import io.avp.ops.report.Figures;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avp experiment all}. */
@Command(
    name = "all",
    description = "All experiments, one after the other, as they are by default; one report.",
    mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {
  @Mixin private Figures figures;
  @Mixin private ExperimentOptions options;

  @Override
  public Integer call() throws InterruptedException {
    return options.run("all", figures, List.of(new DynamicsCommand(), new SignallingCommand()));
  }
}
