package io.avp.ops.sim;

/** A scenario file that cannot be used; the message names the key. */
final class ScenarioException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ScenarioException(String message) {
    super(message);
  }
}
