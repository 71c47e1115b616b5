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
      "Heap and resident memory of a node per idle leaf.",
      "Without and with the query table of a leaf that shares 300 files; the heap is what lives"
          + " after a full collection."
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

  @Option(
      names = "--table-bits",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "Binary logarithm of the number of slots of the query tables, 14 to 18: real servents "
              + "send 14 to 17, and 18 from more files. 16.")
  private int bits;

  @Option(
      names = "--classes",
      description = "Also print which classes the heap of a relation consists of.")
  private boolean classes;

  @Override
  public Integer call() throws InterruptedException {
    figures.check("--leaves", leaves, 100, 5000);
    figures.check("--table-bits", bits, 14, 18);
    return figures.print(new MemoryBench(leaves, classes, figures.out()).run(bits));
  }
}
