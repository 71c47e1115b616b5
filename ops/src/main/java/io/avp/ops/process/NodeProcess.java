package io.avp.ops.process;

import io.avp.gnutella.wire.HostAddress;
import io.avp.node.DataDirectory;
import io.avp.node.Endpoint;
import io.avp.node.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node in a JVM of its own, with its files in a directory of its own, from start to end. */
public final class NodeProcess implements AutoCloseable {
  private static final long POLL_MILLIS = 20;
  private static final Duration ORDERLY_END = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Path data;
  private final Path log;
  private final long started = System.nanoTime();
  private Endpoint endpoint;
  private double readySeconds;

  private NodeProcess(String name, Process process, Path data, Path log) {
    this.name = name;
    this.process = process;
    this.data = data;
    this.log = log;
  }

  /**
   * Starts a node and waits until it is ready.
   *
   * @param directory where its files and its log go
   * @param settings HOCON; ports and directory are added: every port is a free one
   * @throws IOException with the last lines of its log, if it ends or is not ready in time
   */
  public static NodeProcess start(
      Path directory, String name, String settings, List<String> flags, Duration limit)
      throws IOException, InterruptedException {
    NodeProcess node = launch(directory, name, settings, flags, 0);
    try {
      node.await(limit);
    } catch (IOException | InterruptedException e) {
      node.kill();
      throw e;
    }
    return node;
  }

  /**
   * Starts a node and does not wait.
   *
   * @param remotingPort where other nodes reach it, 0 for any free port
   */
  public static NodeProcess launch(
      Path directory, String name, String settings, List<String> flags, int remotingPort)
      throws IOException {
    return launch(directory, name, settings, flags, remotingPort, 0);
  }

  /**
   * Starts a node and does not wait; it may have run there before.
   *
   * @param remotingPort where other nodes reach it, 0 for any free port
   * @param firstPort of its first virtual peer, 0 for any free ports
   */
  public static NodeProcess launch(
      Path directory,
      String name,
      String settings,
      List<String> flags,
      int remotingPort,
      int firstPort)
      throws IOException {
    Path data = directory.resolve(name);
    Path file = directory.resolve(name + ".conf");
    Path log = directory.resolve(name + ".log");
    Files.writeString(file, settings);
    Files.deleteIfExists(data.resolve("endpoint.json"));
    List<String> arguments =
        List.of(
            "--config",
            file.toString(),
            "--data",
            data.toString(),
            "--name",
            name,
            "--port",
            Integer.toString(firstPort),
            "--remoting-port",
            Integer.toString(remotingPort),
            "--http-port",
            "0");
    return new NodeProcess(
        name, JavaProcess.start(flags, Main.class.getName(), arguments, log), data, log);
  }

  /**
   * Waits until it is ready.
   *
   * @throws IOException with the last lines of its log, if it ends or is not ready in time
   */
  public void await(Duration limit) throws IOException, InterruptedException {
    while (System.nanoTime() - started < limit.toNanos() && process.isAlive()) {
      // An earlier process that was killed has left its own.
      Optional<Endpoint> found = Endpoint.in(data).filter(at -> at.pid() == process.pid());
      if (found.isPresent()) {
        readySeconds = (System.nanoTime() - started) / 1e9;
        endpoint = found.get();
        return;
      }
      process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
    String end = process.isAlive() ? "is not ready after " + limit.toSeconds() + " s" : "ended";
    throw new IOException("node " + name + " " + end + ":\n" + tail(log));
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Where it is found, once it has been ready. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** True if it says that it is ready: a member of its cluster that serves its own members. */
  public boolean isReady() throws InterruptedException {
    if (endpoint == null) {
      endpoint = process.isAlive() ? Endpoint.in(data).orElse(null) : null;
    }
    try {
      return process.isAlive() && endpoint != null && !api().get("/ready").isMissingNode();
    } catch (IOException not) {
      return false;
    }
  }

  /** Seconds from the start of its JVM until it was seen ready. */
  public double readySeconds() {
    return readySeconds;
  }

  /** Its HTTP interface. */
  public NodeApi api() throws IOException {
    return new NodeApi(endpoint.http(), DataDirectory.tokenIn(data));
  }

  /** Processor time that it has taken, in seconds; 0 if the system does not tell. */
  public double cpuSeconds() {
    return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
  }

  /** Where its virtual peers listen. */
  public List<HostAddress> peers() {
    return endpoint.peers().stream()
        .map(line -> HostAddress.parse(line.substring(line.indexOf(' ') + 1)))
        .toList();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** True until it ends. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines of its log. */
  public String tail() throws IOException {
    return tail(log);
  }

  /** Ends it as a crash does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end in order. */
  public void signal() {
    process.destroy();
  }

  /**
   * Waits for its end.
   *
   * @return its exit code; -1 if it has not ended in time
   */
  public int awaitEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  /** Asks it to end, waits, and ends it by force if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
