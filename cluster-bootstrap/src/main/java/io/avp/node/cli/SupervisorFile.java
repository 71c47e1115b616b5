package io.avp.node.cli;

import io.avp.node.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Who keeps the nodes below a root directory running; {@code supervisor.pid} there.
 *
 * @param pid of the supervisor
 * @param started when that process began, milliseconds since 1970
 */
record SupervisorFile(long pid, long started) {
  private static final String FILE = "supervisor.pid";

  /** The supervisor of a root directory, if it runs. */
  static Optional<SupervisorFile> in(Path root) {
    try {
      String[] process = Files.readString(root.resolve(FILE)).strip().split(" ");
      SupervisorFile file =
          new SupervisorFile(Long.parseLong(process[0]), Long.parseLong(process[1]));
      return file.process().isPresent() ? Optional.of(file) : Optional.empty();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException unreadable) {
      // Left over by a machine that went down while it was written.
      return Optional.empty();
    }
  }

  /** Its process, if that runs. */
  Optional<ProcessHandle> process() {
    return Endpoint.process(pid, started);
  }

  /** Writes it so that a reader sees all or nothing. */
  void write(Path root) throws IOException {
    Path part = root.resolve(FILE + ".part");
    Files.writeString(part, pid + " " + started + "\n");
    Files.move(part, root.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes it. */
  static void remove(Path root) throws IOException {
    Files.deleteIfExists(root.resolve(FILE));
  }
}
