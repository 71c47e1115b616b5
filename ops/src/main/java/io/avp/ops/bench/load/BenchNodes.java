package io.avp.ops.bench.load;

import io.avp.gnutella.wire.HostAddress;
import io.avp.node.PortCheck;
import io.avp.ops.process.JavaProcess;
import io.avp.ops.process.NodeApi;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.process.ScratchDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nodes with as many virtual peers each, with the flags that they are shipped with, as one cluster;
 * gone when closed.
 */
public final class BenchNodes implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final String HOST = "127.0.0.1";

  private final ScratchDirectory directory = ScratchDirectory.create();
  private final Thread cleaner = new Thread(this::end, "cleaner");
  private final List<NodeProcess> nodes = new ArrayList<>();
  private boolean ended;

  private BenchNodes(String settings, int count, int peers)
      throws IOException, InterruptedException {
    // From the first node on: who ends the command meanwhile leaves nothing behind.
    register();
    try {
      List<Integer> ports =
          Stream.generate(() -> PortCheck.free(HOST)).distinct().limit(count).toList();
      String all =
          String.format(
              "avp.gnutella.reachable = [\"127.0.0.0/8\"]%navp.peer-count = %d%n"
                  + "avp.node.seeds = [%s]%n%s%n",
              peers,
              ports.stream()
                  .map(port -> '"' + HOST + ':' + port + '"')
                  .collect(Collectors.joining(",")),
              settings);
      for (int i = 0; i < count; i++) {
        launch("bench-" + i, all, ports.get(i));
      }
      for (NodeProcess node : nodes) {
        node.await(START);
      }
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private void register() throws IOException {
    try {
      Runtime.getRuntime().addShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      end();
      throw new IOException("the command is ending", e);
    }
  }

  private synchronized void launch(String name, String settings, int port) throws IOException {
    if (ended) {
      throw new IOException("the command is ending");
    }
    nodes.add(NodeProcess.launch(directory.path(), name, settings, JavaProcess.nodeFlags(), port));
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param settings HOCON, beside those that every bench needs
   */
  public static BenchNodes start(String settings) throws IOException, InterruptedException {
    return start(settings, 1, 1);
  }

  /** Starts a cluster of {@code count} nodes with {@code peers} virtual peers each. */
  public static BenchNodes start(String settings, int count, int peers)
      throws IOException, InterruptedException {
    return new BenchNodes(settings, count, peers);
  }

  /** Where the virtual peers listen, those of the first node first. */
  public List<HostAddress> peers() {
    return nodes.stream().flatMap(node -> node.peers().stream()).toList();
  }

  /** The nodes, in the order of their virtual peers. */
  public List<NodeProcess> all() {
    return List.copyOf(nodes);
  }

  /** The HTTP interface of the first node. */
  public NodeApi api() throws IOException {
    return nodes.get(0).api();
  }

  /** Says why descriptors were dropped or lost, in the nodes' own words. */
  public String losses() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (NodeProcess node : nodes) {
      for (String part :
          List.of(
              "drop", "lost", "regions_late", "questions_early", "faults", "without_connection")) {
        all.addAll(node.api().series(part));
      }
    }
    return String.join(", ", all);
  }

  /** The process ids. */
  public List<Long> pids() {
    return nodes.stream().map(NodeProcess::pid).toList();
  }

  /**
   * Waits until the regions know that many slots.
   *
   * @throws IOException if they do not in time
   */
  public void awaitHints(int slots) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    long known = -1;
    while (System.nanoTime() < end) {
      known = api().toldSlots();
      if (known == slots) {
        return;
      }
      nodes.get(0).awaitEnd(Duration.ofMillis(100));
    }
    throw new IOException("regions know " + known + " slots instead of " + slots);
  }

  private synchronized void end() {
    ended = true;
    nodes.forEach(NodeProcess::signal);
    nodes.forEach(NodeProcess::close);
    directory.close();
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The command is ending: the cleaner runs, and finds nothing left to do.
    }
  }
}
