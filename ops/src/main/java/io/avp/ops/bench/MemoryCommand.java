package io.avp.ops.bench;

import io.avp.ops.bench.memory.MemoryBench;
import io.avp.ops.report.Figures;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp bench memory}. */
@Command(
    name = "memory",
    description = {
      "Heap and resident memory of a node per idle leaf that has sent no query table: the heap is",
      "what lives after a full collection."
    },
    mixinStandardHelpOptions = true)
final class MemoryCommand implements Callable<Integer> {
  @Mixin private Figures figures;

  @Option(
      names = "--leaves",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Leaves of each step, 100 to 5000; there are three steps. 1000.")
  private int leaves;

  @Override
  public Integer call() throws InterruptedException {
    figures.check("--leaves", leaves, 100, 5000);
    return figures.print(MemoryBench.run(leaves, figures.out()));
  }
}
