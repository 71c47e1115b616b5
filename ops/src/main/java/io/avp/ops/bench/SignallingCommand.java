package io.avp.ops.bench;

import io.avp.ops.bench.signalling.Part;
import io.avp.ops.bench.signalling.SignallingBench;
import io.avp.ops.bench.signalling.SignallingSettings;
import io.avp.ops.report.Figures;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp bench signalling}. */
@Command(
    name = "signalling",
    description = {
      "What the questions of members cost a realm, beside the least, and beside flooding.",
      "Three nodes with two virtual peers each, members on real sockets, every answer checked"
          + " against the members' own lists."
    },
    mixinStandardHelpOptions = true)
final class SignallingCommand implements Callable<Integer> {
  @Mixin private Figures figures;

  @Option(
      names = "--servents",
      paramLabel = "N",
      description = "Members, 30 to 2000. 600; small: 90.")
  private Integer servents;

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "Different texts, 100 to 100000. 1500; small: 300.")
  private Integer queries;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of all draws. 1.")
  private long seed;

  @Option(names = "--small", description = "A minute instead of many; figures of less weight.")
  private boolean small;

  @Option(
      names = "--parts",
      paramLabel = "PART",
      split = ",",
      description = "Only these, of ${COMPLETION-CANDIDATES}.")
  private List<Part> parts;

  @Override
  public Integer call() throws InterruptedException {
    int members = servents == null ? small ? 90 : 600 : servents;
    int texts = queries == null ? small ? 300 : 1500 : queries;
    figures.check("--servents", members, 30, 2000);
    figures.check("--queries", texts, 100, 100_000);
    Set<Part> some = parts == null ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
    SignallingSettings settings =
        new SignallingSettings(members, texts, small ? 10 : 120, seed, small);
    return figures.print(new SignallingBench(figures.out(), settings).run(some));
  }
}
