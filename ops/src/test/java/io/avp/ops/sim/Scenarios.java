package io.avp.ops.sim;

import java.nio.file.Path;

/** The scenarios as they are. */
final class Scenarios {
  static final Path REFERENCE = Path.of("scenarios", "reference.conf");

  private Scenarios() {}

  static Scenario reference() throws ScenarioException {
    return read(REFERENCE);
  }

  static Scenario read(Path file) throws ScenarioException {
    return Scenario.read(ScenarioFile.open(file));
  }

  static Population population(int peers) throws ScenarioException {
    return new Population(1, peers, reference());
  }
}
