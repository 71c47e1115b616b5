package io.avp.actor;

/** A virtual peer could not start; the message names the setting to look at. */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a line for the person who starts the node. */
  public StartFailure(String message) {
    super(message);
  }
}
