package io.avp.node;

import java.nio.file.Path;
import java.util.Map;

/** Where the files of all nodes of a user lie, if nobody says otherwise; never in a checkout. */
public final class StateRoot {
  private StateRoot() {}

  /**
   * The directory whose subdirectories are data directories of nodes.
   *
   * @param environment of the process: {@code AVP_STATE} names it, else it is {@code avp} below
   *     {@code XDG_STATE_HOME}, else {@code ~/.local/state/avp}
   */
  public static Path of(Map<String, String> environment) {
    String own = environment.getOrDefault("AVP_STATE", "");
    if (!own.isBlank()) {
      return Path.of(own).toAbsolutePath().normalize();
    }
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    // The XDG specification wants relative paths to be ignored.
    Path base =
        xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return base.resolve("avp").toAbsolutePath().normalize();
  }
}
