package io.avp.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.node.Endpoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avp up}: nodes in the background, kept running by a supervisor. */
@Command(
    name = "up",
    description =
        "Starts nodes in the background, waits until they are ready, shows where they are.")
final class UpCommand implements Callable<Integer> {
  /** How a node begins the line that says why it does not start. */
  private static final String REFUSAL = "avp node: ";

  @Mixin private Target target;
  @Mixin private NodeOptions options;
  @Mixin private Output output;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of nodes. 1.")
  private int nodes;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Longest wait in seconds. 60.")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (nodes < 1 || nodes > 64) {
      throw new CommandError(ExitCode.USAGE, "--nodes must be 1 to 64");
    }
    Path root = target.root();
    Files.createDirectories(root);
    refuseSecond(root);
    List<Path> data = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      Path own = root.resolve("node-" + (i + 1));
      Files.createDirectories(own);
      // What an earlier run left must not be taken for this one's.
      Files.deleteIfExists(own.resolve("endpoint.json"));
      Files.deleteIfExists(own.resolve(Supervisor.OUT));
      data.add(own);
    }
    List<String> lines =
        options.arguments(data).stream().map(each -> String.join("\t", each)).toList();
    Process supervisor = supervise(root, data, lines);
    await(supervisor, data);
    show(data);
    return ExitCode.OK;
  }

  private void refuseSecond(Path root) {
    List<Target.Found> running = target.running();
    if (!running.isEmpty() || SupervisorFile.in(root).isPresent()) {
      throw new CommandError(
          ExitCode.CONFLICT,
          "nodes run already below " + root + "; 'avp status' shows them, 'avp down' ends them");
    }
  }

  private static Process supervise(Path root, List<Path> data, List<String> lines)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("supervise", "--root", root.toString(), "--"));
    arguments.addAll(lines);
    List<String> command =
        JavaCommand.of(
            List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            AvpCommand.class.getName(),
            arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("supervisor.log").toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    new SupervisorFile(
            process.pid(),
            Endpoint.started(process.toHandle()),
            data.stream().map(node -> node.getFileName().toString()).toList())
        .write(root);
    return process;
  }

  private void await(Process supervisor, List<Path> data) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (Path node : data) {
      while (Endpoint.in(node).filter(Endpoint::runs).isEmpty()) {
        Optional<String> refused =
            said(node).lines().filter(l -> l.startsWith(REFUSAL)).findFirst();
        if (refused.isPresent() || !supervisor.isAlive() || System.nanoTime() > end) {
          supervisor.destroy();
          supervisor.waitFor(40, TimeUnit.SECONDS);
          throw new CommandError(
              ExitCode.FAILED,
              node.getFileName()
                  + ": "
                  + refused
                      .map(line -> line.substring(REFUSAL.length()))
                      .orElseGet(() -> "did not become ready in time; see 'avp logs'"));
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private static String said(Path node) throws IOException {
    Path out = node.resolve(Supervisor.OUT);
    return Files.exists(out) ? Files.readString(out) : "";
  }

  private void show(List<Path> data) {
    List<JsonNode> lines = new ArrayList<>();
    for (Path node : data) {
      Endpoint.in(node).ifPresent(at -> lines.add(StatusCommand.line(at).put("state", "ready")));
    }
    if (output.json()) {
      output.json(
          Api.MAPPER.createObjectNode().set("items", Api.MAPPER.createArrayNode().addAll(lines)));
    } else {
      output.table(lines, StatusCommand.columns());
    }
  }
}
