package io.avp.ops.sim;

import java.nio.file.Path;

/** Simulates something and says what it has found. */
interface Experiment {
  /**
   * What all experiments need to know.
   *
   * @param scenario its name, or its file
   * @param parameters all values of it, for people
   * @param rules the same, read
   * @param seed of all draws
   * @param threads that take part, 1 or more
   * @param small true for seconds, and figures of less weight
   */
  record Setting(
      String scenario, String parameters, Scenario rules, long seed, int threads, boolean small) {
    /** True where floors hold: for the reference, by its name or as a file of that name. */
    boolean isReference() {
      String file = Path.of(scenario).getFileName().toString();
      return file.equals("reference") || file.equals("reference.conf");
    }
  }

  /**
   * Runs it.
   *
   * @throws ScenarioException if the scenario is too large for that
   */
  Findings run(Setting setting) throws InterruptedException, ScenarioException;
}
