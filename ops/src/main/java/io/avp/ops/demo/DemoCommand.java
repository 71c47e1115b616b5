package io.avp.ops.demo;

import io.avp.node.cli.ExtraCommand;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code avp demo}. */
@Command(
    name = "demo",
    description = {
      "Starts nodes, each a JVM with two virtual peers, and synthetic servents on loopback",
      "addresses, searches, downloads, and checks every answer against the servents' own file",
      "lists. Leaves nothing behind."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 all held, 1 something did not, 2 wrong usage."})
public final class DemoCommand implements ExtraCommand {
  @Spec private CommandSpec spec;

  @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "1 to 5. 3.")
  private int nodes;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "25",
      description = "For how long it searches, 2 to 3600. 25.")
  private int seconds;

  @Option(
      names = "--servents",
      paramLabel = "N",
      defaultValue = "60",
      description = "4 to 200. 60.")
  private int servents;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "10",
      description = "Queries per second, 1 to 200. 10.")
  private int rate;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of all draws. 1.")
  private long seed;

  @Option(
      names = "--kill",
      arity = "0..1",
      paramLabel = "WHICH",
      fallbackValue = "any",
      description = "Kill a node in the middle: ${COMPLETION-CANDIDATES}.")
  private NodeLoss.Victim victim;

  @Option(names = "--json", description = "Print the figures as one JSON object, last line.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--nodes", nodes, 1, 5);
    check("--seconds", seconds, 2, 3600);
    check("--servents", servents, 4, 200);
    check("--rate", rate, 1, 200);
    if (victim != null && (nodes < 3 || seconds < 20)) {
      throw new ParameterException(
          spec.commandLine(), "--kill needs 3 nodes, to leave a majority, and 20 seconds");
    }
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = !json && System.getenv().containsKey("AVP_TERMINAL");
    Report report;
    try (Demo demo = new Demo(new Screen(out, terminal), seed, servents)) {
      Thread cleaner = new Thread(demo::close, "cleaner");
      Runtime.getRuntime().addShutdownHook(cleaner);
      report = demo.run(nodes, seconds, rate, Optional.ofNullable(victim));
    }
    report.print(out);
    if (json) {
      out.println(report.json());
      out.flush();
    }
    return report.exitCode();
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + " = " + value + " is not in " + min + " to " + max);
    }
  }
}
