package io.avp.ops.bench.check;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Time per operation as a multiple of a loop that ran beside it, so that runs on another day, or on
 * another machine of the kind, can be compared: what misses the cache is held against a loop that
 * does nothing else, all others against one that stays in registers.
 */
final class Ratios {
  /** Pattern of the loops' names. */
  static final String LOOPS = "CalibrationBench";

  private static final String CPU = LOOPS + ".cpu";
  private static final String MEMORY = LOOPS + ".memory";
  private static final String MISSES_THE_CACHE = "GuidRoutesBench.";

  private Ratios() {}

  /**
   * The ratios of one run. Of several rounds the fastest counts: what disturbs only makes slower.
   *
   * @param scores nanoseconds per operation, by bench, the loops among them
   * @throws IllegalArgumentException if a loop is not among them
   */
  static Map<String, Double> of(Map<String, double[]> scores) {
    double cpu = fastest(scores, CPU);
    double memory = fastest(scores, MEMORY);
    Map<String, Double> ratios = new TreeMap<>();
    for (String bench : scores.keySet()) {
      if (!bench.startsWith(LOOPS)) {
        double loop = bench.startsWith(MISSES_THE_CACHE) ? memory : cpu;
        ratios.put(bench, fastest(scores, bench) / loop);
      }
    }
    return ratios;
  }

  private static double fastest(Map<String, double[]> scores, String bench) {
    double[] rounds = scores.get(bench);
    if (rounds == null) {
      throw new IllegalArgumentException(bench + " has not run");
    }
    return Arrays.stream(rounds).min().orElseThrow();
  }
}
