package io.avp.ops.bench;

import io.avp.ops.bench.check.JmhBenches;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Figures;
import io.avp.ops.report.Report;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code avp bench jmh}. */
@Command(
    name = "jmh",
    description = {
      "Time per operation of what a descriptor meets on its way.",
      "Framing, message ids, query tables, routing decisions, send queue, deflate, serializers;"
          + " each in a JVM of its own with the flags of a node."
    },
    mixinStandardHelpOptions = true)
final class JmhCommand implements Callable<Integer> {
  @Mixin private Figures figures;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REGEX",
      defaultValue = ".*",
      converter = Regex.class,
      description = "Which benches, by class and method. All.")
  private Pattern pattern;

  /** Reads a regular expression. */
  static final class Regex implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String value) {
      try {
        return Pattern.compile(value);
      } catch (PatternSyntaxException e) {
        throw new TypeConversionException(
            "'" + value + "' is no regular expression: " + e.getDescription());
      }
    }
  }

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "25",
      description = "Of 100 ms that are measured, after 1.5 s of warm-up, 1 to 500. 25.")
  private int rounds;

  @Override
  public Integer call() {
    figures.check("--rounds", rounds, 1, 500);
    Report report = new Report("bench jmh");
    try {
      run(report);
    } catch (RunnerException e) {
      report.failure(e.getMessage());
    }
    return figures.print(report);
  }

  private void run(Report report) throws RunnerException {
    figures.out().println("benches run for about 5 s each");
    figures.out().flush();
    Map<String, double[]> scores = JmhBenches.run(pattern.pattern(), rounds);
    scores.forEach((name, nanos) -> report.figure(name, Figure.of(nanos, "ns/op")));
    if (scores.isEmpty()) {
      report.failure("no bench is called " + pattern);
    }
  }
}
