package io.avp.node.cli;

import io.avp.node.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who keeps the nodes below a root directory running; {@code supervisor.pid} there.
 *
 * @param pid of the supervisor
 * @param started when that process began, milliseconds since 1970
 * @param nodes directories of its nodes, by name
 */
record SupervisorFile(long pid, long started, List<String> nodes) {
  private static final String FILE = "supervisor.pid";

  SupervisorFile {
    nodes = List.copyOf(nodes);
  }

  /** The supervisor of a root directory, if it runs. */
  static Optional<SupervisorFile> in(Path root) {
    try {
      List<String> lines = Files.readAllLines(root.resolve(FILE));
      String[] process = lines.get(0).split(" ");
      SupervisorFile file =
          new SupervisorFile(
              Long.parseLong(process[0]),
              Long.parseLong(process[1]),
              lines.subList(1, lines.size()));
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
    List<String> lines = new ArrayList<>(List.of(pid + " " + started));
    lines.addAll(nodes);
    Path part = root.resolve(FILE + ".part");
    Files.write(part, lines);
    Files.move(part, root.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes it. */
  static void remove(Path root) throws IOException {
    Files.deleteIfExists(root.resolve(FILE));
  }
}
