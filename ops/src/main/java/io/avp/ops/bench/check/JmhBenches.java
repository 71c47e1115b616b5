package io.avp.ops.bench.check;

import io.avp.ops.process.JavaProcess;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benches, each in a JVM of its own with the flags of a node. */
public final class JmhBenches {
  private static final int WARM_UPS = 3;
  private static final int WARM_UP_MILLIS = 500;

  /** Short: what else happens on the machine misses some of many. */
  private static final int ROUND_MILLIS = 100;

  private JmhBenches() {}

  /**
   * Runs those whose name, class and method, has a match of the pattern.
   *
   * @param rounds of 100 ms that are measured, after three of 500 ms that are not
   * @return nanoseconds per operation of each round, by class, method and parameters; empty if no
   *     bench has such a name
   * @throws RunnerException if one fails
   */
  public static Map<String, double[]> run(String pattern, int rounds) throws RunnerException {
    // Several users of one machine may bench: the lock is one file for all of them.
    System.setProperty("jmh.ignoreLock", "true");
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(pattern)
        .forks(1)
        .warmupIterations(WARM_UPS)
        .warmupTime(TimeValue.milliseconds(WARM_UP_MILLIS))
        .measurementIterations(rounds)
        .measurementTime(TimeValue.milliseconds(ROUND_MILLIS))
        .jvmArgs(JavaProcess.nodeFlags().toArray(String[]::new))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    Map<String, double[]> scores = new TreeMap<>();
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        scores.put(name(result), scores(result));
      }
    } catch (NoBenchmarksException e) {
      return Map.of();
    }
    return scores;
  }

  private static double[] scores(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(round -> round.getPrimaryResult().getScore())
        .toArray();
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
