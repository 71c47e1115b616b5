package io.avp.ops.bench;

import io.avp.ops.process.JavaProcess;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Figures;
import io.avp.ops.report.Report;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avp bench jmh}. */
@Command(
    name = "jmh",
    description = {
      "Time per operation of framing, the table of message ids, query tables and routing",
      "decisions, each in a JVM of its own with the flags of a node."
    },
    mixinStandardHelpOptions = true)
final class JmhCommand implements Callable<Integer> {
  private static final int WARM_UPS = 3;

  @Mixin private Figures figures;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REGEX",
      defaultValue = ".*",
      description = "Which benches, by class and method. All.")
  private String pattern;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measured half seconds of each, after three of warm-up, 1 to 100. 5.")
  private int rounds;

  @Override
  public Integer call() throws RunnerException {
    figures.check("--rounds", rounds, 1, 100);
    // Several users of one machine may bench: the lock is one file for all of them.
    System.setProperty("jmh.ignoreLock", "true");
    Options options =
        new OptionsBuilder()
            .include(pattern)
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(rounds)
            .measurementTime(TimeValue.milliseconds(500))
            .jvmArgs(JavaProcess.nodeFlags().toArray(String[]::new))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    figures.out().println("benches run for about 4 s each");
    figures.out().flush();
    Collection<RunResult> results = new Runner(options).run();
    Report report = new Report("bench jmh");
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      double[] scores =
          result.getBenchmarkResults().stream()
              .flatMap(fork -> fork.getIterationResults().stream())
              .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
              .toArray();
      report.figure(name(result), Figure.of(scores, time.getScoreUnit()));
    }
    if (results.isEmpty()) {
      report.failure("no bench is called " + pattern);
    }
    return figures.print(report);
  }

  /** Class and method, and the parameters if there are any. */
  private static String name(RunResult result) {
    String[] path = result.getParams().getBenchmark().split("\\.");
    String name = path[path.length - 2] + '.' + path[path.length - 1];
    return result.getParams().getParamsKeys().stream()
        .map(key -> key + '=' + result.getParams().getParam(key))
        .collect(Collectors.joining(",", name + "[", "]"))
        .replace("[]", "");
  }
}
