package io.avp.ops.bench;

import io.avp.ops.bench.overload.OverloadBench;
import io.avp.ops.report.Figures;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp bench overload}. */
@Command(
    name = "overload",
    description = {
      "What a node delivers when it is offered more than it can carry.",
      "First the peak, with sources that wait for what they have sent. Then sources whose socket",
      "buffers are always full: however fast the node reads, more is there, so this is more than"
          + " any",
      "multiple of what it can carry. One member in eight stops reading. What the node's sockets"
          + " took",
      "is 'accepted'; TCP holds back the rest. Every delivery is checked byte by byte."
    },
    mixinStandardHelpOptions = true)
final class OverloadCommand implements Callable<Integer> {
  @Mixin private Figures figures;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Of overload, 5 to 600. 60.")
  private int seconds;

  @Override
  public Integer call() throws InterruptedException {
    figures.check("--seconds", seconds, 5, 600);
    return figures.print(new OverloadBench(figures.out(), Duration.ofSeconds(seconds)).run());
  }
}
