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
      "First the peak, with sources that wait for what they have sent. Then four times the queries",
      "that it took then are due, by the clock; what its sockets do not take waits at the sources,",
      "which TCP holds back: 'offered' tells what was due, 'accepted' what was taken. One member",
      "in eight does not read, in both; deliveries to the others count. Every one is checked byte",
      "by byte."
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
