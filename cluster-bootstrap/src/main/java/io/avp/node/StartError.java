package io.avp.node;

/** A node cannot start; the message is one line for a person and names the setting to change. */
public final class StartError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * One reason.
   *
   * @param message what happened, and what to do
   */
  public StartError(String message) {
    super(message);
  }
}
