package io.avp.ops.scenario;

import io.avp.ops.chaos.FaultSchedule;
import io.avp.ops.report.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp scenario partition}. */
@Command(
    name = "partition",
    description = {
      "Cuts one node of a cluster off from the others: proxies before the nodes' ports hold back"
          + " or",
      "reset what they say to each other. Servents stay connected and search on their own side."
    },
    mixinStandardHelpOptions = true)
final class PartitionCommand implements Callable<Integer> {
  /** How it is cut off. */
  enum Kind {
    FULL("full", 30),
    ONE_WAY("one-way", 60),
    ONE_WAY_BACK("one-way-back", 60),
    FLAPPING("flapping", 120);

    private final String text;
    private final int seconds;

    Kind(String text, int seconds) {
      this.text = text;
      this.seconds = seconds;
    }

    FaultSchedule schedule(int nodes, int victim, Duration length) {
      return switch (this) {
        case FULL -> FaultSchedule.full(nodes, victim, length);
        case ONE_WAY -> FaultSchedule.mute(nodes, victim, length);
        case ONE_WAY_BACK -> FaultSchedule.deaf(nodes, victim, length);
        case FLAPPING -> FaultSchedule.flapping(nodes, victim, length);
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Mixin private Figures figures;

  @Option(
      names = "--kind",
      required = true,
      description = {
        "full: both directions; one-way: the others do not hear the node; one-way-back: it does"
            + " not",
        "hear them; flapping: both directions for half of each second."
      })
  private Kind kind;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long, 5 to 600; full 30, one-way and one-way-back 60, flapping 120.")
  private Integer seconds;

  @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "3 to 5. 3.")
  private int nodes;

  @Option(
      names = "--victim",
      paramLabel = "N",
      description = "Which node, 1 is the first seed; the last one.")
  private Integer victim;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int length = seconds == null ? kind.seconds : seconds;
    int cut = victim == null ? nodes : victim;
    figures.check("--seconds", length, 5, 600);
    figures.check("--nodes", nodes, 3, 5);
    figures.check("--victim", cut, 1, nodes);
    FaultSchedule schedule = kind.schedule(nodes, cut - 1, Duration.ofSeconds(length));
    try (Partition partition = new Partition(figures.out(), nodes, cut - 1)) {
      Thread cleaner = new Thread(partition::close, "cleaner");
      Runtime.getRuntime().addShutdownHook(cleaner);
      return figures.print(partition.run(kind.text, schedule, kind == Kind.FULL));
    }
  }
}
