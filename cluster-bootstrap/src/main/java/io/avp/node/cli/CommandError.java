package io.avp.node.cli;

/** A command cannot do what was asked; one line for a person and an exit code for a program. */
public final class CommandError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  /**
   * One reason.
   *
   * @param code exit code
   * @param message what happened, and what to do
   */
  public CommandError(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Exit code of the command. */
  public int code() {
    return code;
  }
}
