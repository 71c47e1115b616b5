package io.avp.node.cli;

/** Exit codes of the command; stable, scripts depend on them. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int CONFLICT = 4;
  static final int DENIED = 5;
  static final int UNREACHABLE = 6;
  static final int UNHEALTHY = 7;

  private ExitCode() {}

  /** The code for an HTTP status. */
  static int ofStatus(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND;
      case 409, 412 -> CONFLICT;
      case 401, 403, 421 -> DENIED;
      case 503 -> UNHEALTHY;
      default -> status < 400 ? OK : FAILED;
    };
  }
}
