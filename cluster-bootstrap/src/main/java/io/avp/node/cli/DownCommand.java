package io.avp.node.cli;

import io.avp.node.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avp down}: ends the nodes of this user in order. */
@Command(name = "down", description = "Ends the nodes that run here, or one of them, in order.")
final class DownCommand implements Callable<Integer> {
  private static final long SECONDS = 40;

  @Mixin private Target target;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = target.root();
    Set<ProcessHandle> ending = new LinkedHashSet<>();
    if (target.all()) {
      // First the supervisor: it would start the nodes again. A node that ends in order stays down.
      SupervisorFile.in(root).flatMap(SupervisorFile::process).ifPresent(ending::add);
    }
    target.running().stream()
        .map(Target.Found::endpoint)
        .map(Endpoint::process)
        .forEach(process -> process.ifPresent(ending::add));
    if (ending.isEmpty() && !target.all()) {
      throw new CommandError(ExitCode.NOT_FOUND, "no such node runs below " + root);
    }
    ending.forEach(ProcessHandle::destroy);
    for (ProcessHandle process : ending) {
      try {
        process.onExit().get(SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new CommandError(
            ExitCode.FAILED, "process " + process.pid() + " does not end; see 'avp logs'");
      }
    }
    if (target.all()) {
      SupervisorFile.remove(root);
    }
    output.line(ending.isEmpty() ? "nothing ran below " + root : "ended");
    return ExitCode.OK;
  }
}
