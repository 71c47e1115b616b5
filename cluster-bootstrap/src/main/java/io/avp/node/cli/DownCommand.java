package io.avp.node.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avp down}: ends the nodes of this user in order, or by force if they hang. */
@Command(
    name = "down",
    description =
        "Ends the nodes that run here, or one of them; by force if one does not end within "
            + DownCommand.SECONDS
            + " s.")
final class DownCommand implements Callable<Integer> {
  /** A node that is well leaves its cluster and ends within 10 s. */
  static final int SECONDS = 12;

  /** What is left to do when all nodes are gone takes no time. */
  private static final int AFTER_NODES = 3;

  @Mixin private Target target;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = target.root();
    // First the supervisor: it would start the nodes again. A node that ends in order stays down.
    Optional<ProcessHandle> supervisor =
        target.all() ? SupervisorFile.in(root).flatMap(SupervisorFile::process) : Optional.empty();
    Map<ProcessHandle, String> nodes = nodes(supervisor);
    if (nodes.isEmpty() && !target.all()) {
      throw new CommandError(ExitCode.NOT_FOUND, "no such node runs below " + root);
    }
    supervisor.ifPresent(ProcessHandle::destroy);
    nodes.keySet().forEach(ProcessHandle::destroy);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (Map.Entry<ProcessHandle, String> node : nodes.entrySet()) {
      await(node.getKey(), node.getValue(), end - System.nanoTime());
    }
    if (supervisor.isPresent()) {
      long left = Math.max(end - System.nanoTime(), TimeUnit.SECONDS.toNanos(AFTER_NODES));
      await(supervisor.get(), "the supervisor", left);
    }
    if (target.all()) {
      SupervisorFile.remove(root);
    }
    boolean none = nodes.isEmpty() && supervisor.isEmpty();
    output.line(none ? "nothing ran below " + root : "ended");
    return ExitCode.OK;
  }

  private Map<ProcessHandle, String> nodes(Optional<ProcessHandle> supervisor) throws IOException {
    Map<ProcessHandle, String> nodes = new LinkedHashMap<>();
    List<Target.Found> running = target.running();
    for (Target.Found found : running) {
      Optional<ProcessHandle> process = found.endpoint().process();
      if (process.isPresent()) {
        nodes.put(process.get(), "node " + found.endpoint().node());
        if (!target.all()) {
          // One that ends by force would look like a crash.
          Supervisor.keepDown(found.data());
        }
      }
    }
    // Those that start just now are found nowhere yet.
    supervisor.ifPresent(
        parent -> parent.children().forEach(child -> nodes.putIfAbsent(child, "a starting node")));
    return nodes;
  }

  private void await(ProcessHandle process, String name, long nanos) throws InterruptedException {
    if (ended(process, nanos)) {
      return;
    }
    // The handle knows when its process began: it does not end another one of the same number.
    process.destroyForcibly();
    if (!ended(process, TimeUnit.SECONDS.toNanos(AFTER_NODES))) {
      throw new CommandError(
          ExitCode.FAILED, name + " (process " + process.pid() + ") does not end, even by force");
    }
    output.line(
        name + " (process " + process.pid() + ") did not end in time; it was ended by force");
  }

  private static boolean ended(ProcessHandle process, long nanos) throws InterruptedException {
    try {
      process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
