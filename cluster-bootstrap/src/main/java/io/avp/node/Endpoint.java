package io.avp.node;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Where a running node is found; written to its data directory when it is ready, removed at its
 * end.
 *
 * @param node its name
 * @param pid of its process
 * @param http base of its HTTP interface, {@code http://host:port}
 * @param remoting where other nodes reach it, {@code host:port}
 * @param peers its virtual peers, {@code id ip:port}
 */
public record Endpoint(String node, long pid, String http, String remoting, List<String> peers) {
  private static final String FILE = "endpoint.json";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public Endpoint {
    peers = List.copyOf(peers);
  }

  /** The node that runs, or ran last without an orderly end, on a data directory. */
  public static Optional<Endpoint> in(Path data) {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(file.toFile(), Endpoint.class));
    } catch (IOException gone) {
      // The node ended in this moment.
      return Optional.empty();
    }
  }

  /** True if its process runs. */
  public boolean runs() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Writes it so that a reader sees all or nothing. */
  void write(Path data) throws IOException {
    Path part = data.resolve(FILE + ".part");
    Files.write(part, MAPPER.writeValueAsBytes(this));
    Files.move(part, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what {@link #write} wrote. */
  static void remove(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(FILE));
  }
}
