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
      "What a node delivers when it is offered four times what it can carry.",
      "First the peak, whatever load brings it about. Then five times the queries that the node"
          + " carried then are due, by the clock; what its sockets do not take waits at the"
          + " sources, which TCP holds back: 'offered' tells what was sent or held back so, and"
          + " must be four times the peak at least; 'accepted' what was taken. Then the peak once"
          + " more; the higher one counts. One member in eight does not read, in both; deliveries"
          + " to the others count. Every one is checked byte by byte. The run fails if the load"
          + " generator, or another program, kept the node from using 0.9 of a processor."
    },
    mixinStandardHelpOptions = true)
final class OverloadCommand implements Callable<Integer> {
  @Mixin private Figures figures;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Of overload, 5 to " + OverloadBench.MOST_SECONDS + ". 60.")
  private int seconds;

  @Override
  public Integer call() throws InterruptedException {
    figures.check("--seconds", seconds, 5, OverloadBench.MOST_SECONDS);
    return figures.print(new OverloadBench(figures.out(), Duration.ofSeconds(seconds)).run());
  }
}
