package io.avp.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node in a JVM of its own, as a user runs it, with free ports. */
public final class RunningNode implements AutoCloseable {
  private final Process process;
  private final Path data;
  private final Endpoint endpoint;

  private RunningNode(Process process, Path data, Endpoint endpoint) {
    this.process = process;
    this.data = data;
    this.endpoint = endpoint;
  }

  /** Starts a node that accepts servents on loopback, and waits until it is ready. */
  public static RunningNode start(Path dir, String... more)
      throws IOException, InterruptedException {
    Path data = dir.resolve("data");
    Path out = dir.resolve("node.out");
    List<String> arguments =
        new ArrayList<>(List.of("--data", data.toString(), "--name", "tested"));
    for (String port : List.of("--port", "--remoting-port", "--http-port")) {
      if (!List.of(more).contains(port)) {
        arguments.addAll(List.of(port, "0"));
      }
    }
    arguments.addAll(List.of("--set", "avp.gnutella.reachable=127.0.0.0/8"));
    arguments.addAll(List.of(more));
    Process process = command(arguments).redirectOutput(out.toFile()).start();
    while (process.isAlive()) {
      Optional<Endpoint> endpoint = Endpoint.in(data);
      if (endpoint.isPresent()) {
        return new RunningNode(process, data, endpoint.get());
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    throw new IOException("the node ended: " + Files.readString(out));
  }

  /** The command line of a node; both its outputs are one. */
  static ProcessBuilder command(List<String> arguments) {
    return command(List.of(), arguments);
  }

  /** The same with flags of the JVM. */
  static ProcessBuilder command(List<String> flags, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Dlogback.configurationFile=logback.xml"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** Where it is found. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Its files. */
  public Path data() {
    return data;
  }

  /** What changes need. */
  public String token() throws IOException {
    return DataDirectory.tokenIn(data);
  }

  /** Where its first virtual peer listens on loopback. */
  public int gnutellaPort() {
    String line = endpoint.peers().get(0);
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  /** Asks it to end in order; the exit code. */
  public int end() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
