package io.avp.node.cli;

import io.avp.node.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avp down}: ends the nodes of this user in order. */
@Command(name = "down", description = "Ends the nodes that run here, or one of them, in order.")
final class DownCommand implements Callable<Integer> {
  /** For all together; several nodes that leave at once wait for each other. */
  private static final long GRACE_SECONDS = 25;

  @Mixin private Target target;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = target.root();
    Map<ProcessHandle, String> ending = new LinkedHashMap<>();
    for (Target.Found found : target.running()) {
      Endpoint endpoint = found.endpoint();
      endpoint.process().ifPresent(process -> ending.put(process, "node " + endpoint.node()));
    }
    if (target.all()) {
      // It would start the nodes again. A node that ends in order stays down.
      SupervisorFile.in(root)
          .flatMap(SupervisorFile::process)
          .ifPresent(process -> ending.put(process, "the supervisor"));
    }
    if (ending.isEmpty() && !target.all()) {
      throw new CommandError(ExitCode.NOT_FOUND, "no such node runs below " + root);
    }
    ending.keySet().forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    for (Map.Entry<ProcessHandle, String> one : ending.entrySet()) {
      end(one.getKey(), one.getValue(), deadline);
    }
    if (target.all()) {
      SupervisorFile.remove(root);
    }
    output.line(ending.isEmpty() ? "nothing ran below " + root : "ended");
    return ExitCode.OK;
  }

  /** Waits for a process that was asked to end; what does not is killed. */
  private void end(ProcessHandle process, String name, long deadline) throws InterruptedException {
    try {
      process.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      output.line(
          String.format(
              "%s (process %d) did not end within %d s and was killed",
              name, process.pid(), GRACE_SECONDS));
    }
  }
}
