package io.avp.ops.bench;

import io.avp.ops.bench.idle.IdleBench;
import io.avp.ops.report.Figures;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp bench idle}. */
@Command(
    name = "idle",
    description = {
      "Holds many leaves that only answer pings, and what they cost a node.",
      "With fewer than 15,000 leaves or 10 minutes it prints its figures, but is not ok: these are"
          + " the floors. Two processes need a file descriptor for each leaf: see ulimit -n."
    },
    mixinStandardHelpOptions = true)
final class IdleCommand implements Callable<Integer> {
  @Mixin private Figures figures;

  @Option(
      names = "--conns",
      paramLabel = "N",
      defaultValue = "15000",
      description = "Leaves, 100 to 50000. 15000; the aim is 18000.")
  private int connections;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "That they are held, 1 to 60. 10.")
  private int minutes;

  @Override
  public Integer call() throws InterruptedException {
    figures.check("--conns", connections, 100, 50_000);
    figures.check("--minutes", minutes, 1, 60);
    return figures.print(
        new IdleBench(figures.out(), connections, Duration.ofMinutes(minutes)).run());
  }
}
