package io.avp.ops.bench.relay;

import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whose listening socket a port is, as the system says in {@code /proc}: the CPU time of a process
 * that is not the one under load would be a fine figure, and mean nothing.
 */
public final class Listener {
  private static final Path PROC = Path.of("/proc");
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private Listener() {}

  /**
   * Checks that a process listens at a port, at whatever address of this machine. Does nothing on
   * systems without {@code /proc}.
   *
   * @throws IOException if there is no such process, it does not, or the system does not tell
   */
  public static void check(HostAddress address, long pid) throws IOException {
    if (!Files.isDirectory(PROC.resolve("self/net"))) {
      return;
    }
    Path process = PROC.resolve(Long.toString(pid));
    try {
      List<String> table = new ArrayList<>(Files.readAllLines(process.resolve("net/tcp")));
      Path six = process.resolve("net/tcp6");
      if (Files.exists(six)) {
        table.addAll(Files.readAllLines(six));
      }
      Set<String> sockets = sockets(table, address.port());
      try (Stream<Path> files = Files.list(process.resolve("fd"))) {
        for (Path file : files.toList()) {
          if (sockets.contains(target(file))) {
            return;
          }
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException("there is no process " + pid, e);
    } catch (AccessDeniedException e) {
      throw new IOException("process " + pid + " belongs to somebody else: be that user", e);
    }
    throw new IOException("process " + pid + " does not listen at port " + address.port());
  }

  private static String target(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    }
  }

  /** The sockets that listen at a port, as links to open files name them. */
  static Set<String> sockets(List<String> table, int port) {
    String end = String.format(":%04X", port);
    Set<String> found = new HashSet<>();
    for (String line : table) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length > INODE && fields[LOCAL].endsWith(end) && fields[STATE].equals(LISTENING)) {
        found.add("socket:[" + fields[INODE] + "]");
      }
    }
    return found;
  }
}
