package io.avp.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Keeps the nodes of {@code avp up} running: one thread per node starts its JVM again when it dies,
 * or when its cluster has removed it, after 1, 2, 4 ... 30 seconds. Nodes that are added to its
 * file are started too. SIGTERM ends all nodes in order.
 */
@Command(name = "supervise", hidden = true, description = "Used by 'avp up'.")
final class Supervisor implements Callable<Integer> {
  /** Log of a node in its data directory. */
  static final String LOG = "node.log";

  /** What the JVM of a node prints: errors of the start. */
  static final String OUT = "node.out";

  private static final String DOWN = "node.down";
  private static final int LONGEST_WAIT = 30;
  private static final long SETTLED_SECONDS = 60;
  private static final int SETTING_IS_WRONG = 2;

  @Option(names = "--root", required = true)
  private Path root;

  private final CountDownLatch ending = new CountDownLatch(1);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Thread> keepers = new ConcurrentHashMap<>();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending.countDown();
                  keepers.values().forEach(Supervisor::join);
                }));
    try (WatchService changes = root.getFileSystem().newWatchService()) {
      root.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      do {
        for (NodeLine node : NodeLine.read(root)) {
          keepers.computeIfAbsent(node.name(), name -> keeper(node.data()));
        }
        WatchKey change = changes.poll(1, TimeUnit.SECONDS);
        if (change != null) {
          change.pollEvents();
          change.reset();
        }
      } while (keepers.values().stream().anyMatch(Thread::isAlive));
    }
    SupervisorFile.remove(root);
    return ExitCode.OK;
  }

  private Thread keeper(Path data) {
    Thread keeper = new Thread(() -> keep(data), "keeper");
    keeper.start();
    return keeper;
  }

  /**
   * The command line of a node's JVM.
   *
   * @param data its data directory
   * @param arguments of {@code avp node}
   */
  static List<String> command(Path data, List<String> arguments) {
    List<String> flags = new ArrayList<>(JavaCommand.nodeFlags());
    flags.add("-Dlogback.configurationFile=logback-background.xml");
    flags.add("-Davp.log=" + data.resolve(LOG));
    return JavaCommand.of(flags, "io.avp.node.Main", arguments);
  }

  /** However the node that runs there ends, it is not started again. */
  static void keepDown(Path data) throws IOException {
    Files.write(data.resolve(DOWN), new byte[0]);
  }

  private void keep(Path data) {
    int wait = 1;
    try {
      while (ending.getCount() > 0) {
        long started = System.nanoTime();
        Optional<NodeLine> line = line(data);
        if (line.isEmpty()) {
          return;
        }
        int code = run(data, line.get().arguments());
        if (code == 0 || code == SETTING_IS_WRONG || Files.exists(data.resolve(DOWN))) {
          return;
        }
        boolean settled = System.nanoTime() - started > TimeUnit.SECONDS.toNanos(SETTLED_SECONDS);
        wait = settled ? 1 : wait;
        System.err.println(
            data.getFileName() + " ended with " + code + "; again in " + wait + " s");
        if (ending.await(wait, TimeUnit.SECONDS)) {
          return;
        }
        wait = Math.min(LONGEST_WAIT, wait * 2);
      }
    } catch (IOException e) {
      System.err.println("cannot run " + data.getFileName() + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Read again for every start: its seeds change when nodes are added. */
  private Optional<NodeLine> line(Path data) throws IOException {
    return NodeLine.read(root).stream().filter(node -> node.data().equals(data)).findFirst();
  }

  private int run(Path data, List<String> arguments) throws IOException, InterruptedException {
    Files.deleteIfExists(data.resolve(DOWN));
    Process process =
        new ProcessBuilder(command(data, arguments))
            .redirectErrorStream(true)
            .redirectOutput(data.resolve(OUT).toFile())
            .start();
    Thread stopper =
        new Thread(
            () -> {
              try {
                ending.await();
                process.destroy();
              } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
              }
            });
    stopper.setDaemon(true);
    stopper.start();
    int code = process.waitFor();
    stopper.interrupt();
    return code;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
