package io.avp.ops.report;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * What all benches and scenarios have in common on the command line: ranges, and how figures are
 * printed.
 */
public final class Figures {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--json", description = "Print the figures as one JSON object, last line.")
  private boolean json;

  /** Where it prints. */
  public PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Refuses a value that is out of range. */
  public void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + " = " + value + " is not in " + min + " to " + max);
    }
  }

  /** The same for a value that may be left out, which is null then. */
  public void checkGiven(String option, Integer value, int min, int max) {
    if (value != null) {
      check(option, value, min, max);
    }
  }

  /** Prints a report; its exit code. */
  public int print(Report report) {
    report.print(out());
    if (json) {
      out().println(report.json());
      out().flush();
    }
    return report.exitCode();
  }
}
