package io.avp.node;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a running node is found; written to its data directory when it is ready, removed at its
 * end.
 *
 * @param node its name
 * @param pid of its process
 * @param started when that process began, milliseconds since 1970; 0 if the system does not tell
 * @param http base of its HTTP interface, {@code http://host:port}
 * @param remoting where other nodes reach it, {@code host:port}
 * @param peers its virtual peers, {@code id ip:port}
 */
public record Endpoint(
    String node, long pid, long started, String http, String remoting, List<String> peers) {
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
    return process().isPresent();
  }

  /** Its process, if that runs: a process id alone may be that of another one by now. */
  public Optional<ProcessHandle> process() {
    return process(pid, started);
  }

  /**
   * A process that runs and began at that time, give or take two seconds: the system derives the
   * time from a clock that may be set.
   */
  public static Optional<ProcessHandle> process(long pid, long started) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Math.abs(started(process) - started) <= 2_000);
  }

  /** When a process began, milliseconds since 1970; 0 if the system does not tell. */
  public static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
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
