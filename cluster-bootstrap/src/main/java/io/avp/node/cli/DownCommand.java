package io.avp.node.cli;

import io.avp.node.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avp down}: ends the nodes of this user in order. */
@Command(name = "down", description = "Ends the nodes that run here, in order.")
final class DownCommand implements Callable<Integer> {
  private static final long SECONDS = 40;

  @Mixin private Target target;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = target.root();
    List<ProcessHandle> ended = new ArrayList<>();
    // First the supervisor: it would start the nodes again.
    supervisor(root).ifPresent(process -> end(process, ended));
    for (Target.Found found : target.running()) {
      found.endpoint().process().ifPresent(process -> end(process, ended));
    }
    for (ProcessHandle process : ended) {
      try {
        process.onExit().get(SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new CommandError(
            ExitCode.FAILED, "process " + process.pid() + " does not end; see 'avp logs'");
      }
    }
    Files.deleteIfExists(root.resolve(Supervisor.PID));
    output.line(ended.isEmpty() ? "nothing ran below " + root : "ended");
    return ExitCode.OK;
  }

  /** The supervisor of a root directory, if it runs. */
  static Optional<ProcessHandle> supervisor(Path root) {
    try {
      Path file = root.resolve(Supervisor.PID);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String[] kept = Files.readString(file).strip().split(" ");
      return Endpoint.process(Long.parseLong(kept[0]), Long.parseLong(kept[1]));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException unreadable) {
      return Optional.empty();
    }
  }

  private static void end(ProcessHandle process, List<ProcessHandle> ended) {
    if (process.destroy()) {
      ended.add(process);
    }
  }
}
