package io.avp.ops.sim;

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
    /** True where floors hold: they are known for the reference, and not for few draws. */
    boolean hasFloors() {
      return scenario.equals("reference") && !small;
    }
  }

  /** Runs it. */
  Findings run(Setting setting) throws InterruptedException;
}
