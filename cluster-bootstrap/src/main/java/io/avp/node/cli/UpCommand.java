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

  private static final int MOST = 64;

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
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "node",
      description = "The nodes are NAME-1, NAME-2 ...; unique in the cluster. node.")
  private String name;

  @Option(
      names = "--add",
      paramLabel = "N",
      description = "Adds nodes to those that run, with the options of the first one.")
  private int add;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Longest wait in seconds. 60.")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,60}")) {
      throw new CommandError(
          ExitCode.USAGE, "--name must be 1 to 61 letters, digits, dashes, is '" + name + "'");
    }
    if (nodes < 1 || nodes > MOST || add < 0 || add > MOST) {
      throw new CommandError(ExitCode.USAGE, "--nodes and --add must be 1 to " + MOST);
    }
    Path root = target.root();
    Files.createDirectories(root);
    if (add > 0) {
      addNodes(root);
    } else {
      startNodes(root);
    }
    show(NodeLine.read(root));
    return ExitCode.OK;
  }

  private void startNodes(Path root) throws IOException, InterruptedException {
    if (!target.running().isEmpty() || SupervisorFile.in(root).isPresent()) {
      throw new CommandError(
          ExitCode.CONFLICT,
          "nodes run already below "
              + root
              + "; 'avp status' shows them, 'avp up --add N' adds more, 'avp down' ends them");
    }
    List<NodeLine> lines = options.lines(List.of(), directories(root, name, 1, nodes));
    NodeLine.write(root, lines);
    Process supervisor = supervise(root);
    try {
      await(supervisor.toHandle(), lines);
    } catch (CommandError e) {
      supervisor.destroy();
      supervisor.waitFor(40, TimeUnit.SECONDS);
      throw e;
    }
  }

  private void addNodes(Path root) throws IOException, InterruptedException {
    ProcessHandle supervisor =
        SupervisorFile.in(root)
            .flatMap(SupervisorFile::process)
            .orElseThrow(
                () ->
                    new CommandError(
                        ExitCode.NOT_FOUND,
                        "no nodes run below " + root + "; 'avp up' starts the first"));
    List<NodeLine> running = NodeLine.read(root);
    int last = running.stream().mapToInt(UpCommand::number).max().orElseThrow();
    List<NodeLine> all =
        options
            .over(NodeOptions.of(running.get(0)))
            .lines(running, directories(root, prefix(running.get(0)), last + 1, add));
    NodeLine.write(root, all);
    try {
      await(supervisor, all.subList(running.size(), all.size()));
    } catch (CommandError e) {
      // What does not start is not kept; what only takes longer is.
      List<NodeLine> good = new ArrayList<>();
      for (NodeLine line : all) {
        if (all.indexOf(line) < running.size() || refusal(line).isEmpty()) {
          good.add(line);
        }
      }
      NodeLine.write(root, good);
      throw e;
    }
  }

  private static int number(NodeLine node) {
    return Integer.parseInt(node.name().substring(prefix(node).length() + 1));
  }

  private static String prefix(NodeLine node) {
    return node.name().substring(0, node.name().lastIndexOf('-'));
  }

  private static List<Path> directories(Path root, String name, int first, int count)
      throws IOException {
    List<Path> data = new ArrayList<>();
    for (int n = first; n < first + count; n++) {
      Path own = root.resolve(name + "-" + n);
      Files.createDirectories(own);
      // What an earlier run left must not be taken for this one's.
      Files.deleteIfExists(own.resolve("endpoint.json"));
      Files.deleteIfExists(own.resolve(Supervisor.OUT));
      data.add(own);
    }
    return data;
  }

  private static Process supervise(Path root) throws IOException {
    List<String> command =
        JavaCommand.of(
            List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            AvpCommand.class.getName(),
            List.of("supervise", "--root", root.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("supervisor.log").toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    new SupervisorFile(process.pid(), Endpoint.started(process.toHandle())).write(root);
    return process;
  }

  private void await(ProcessHandle supervisor, List<NodeLine> lines)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (NodeLine line : lines) {
      while (Endpoint.in(line.data()).filter(Endpoint::runs).isEmpty()) {
        Optional<String> refused = refusal(line);
        if (refused.isPresent() || !supervisor.isAlive() || System.nanoTime() > end) {
          throw new CommandError(
              ExitCode.FAILED,
              line.name()
                  + ": "
                  + refused.orElseGet(() -> "did not become ready in time; see 'avp logs'"));
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** Why a node does not start, if it said so. */
  private static Optional<String> refusal(NodeLine node) throws IOException {
    Path out = node.data().resolve(Supervisor.OUT);
    String said = Files.exists(out) ? Files.readString(out) : "";
    return said.lines()
        .filter(line -> line.startsWith(REFUSAL))
        .map(line -> line.substring(REFUSAL.length()))
        .findFirst();
  }

  private void show(List<NodeLine> nodes) {
    List<JsonNode> lines = new ArrayList<>();
    for (NodeLine node : nodes) {
      Endpoint.in(node.data())
          .ifPresent(at -> lines.add(StatusCommand.line(at).put("state", "ready")));
    }
    if (output.json()) {
      output.json(
          Api.MAPPER.createObjectNode().set("items", Api.MAPPER.createArrayNode().addAll(lines)));
    } else {
      output.table(lines, StatusCommand.columns());
    }
  }
}
