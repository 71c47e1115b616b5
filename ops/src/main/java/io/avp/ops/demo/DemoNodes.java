package io.avp.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.node.PortCheck;
import io.avp.ops.process.JavaProcess;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.process.ScratchDirectory;
import io.avp.ops.workload.WorkloadSettings.Ultrapeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The nodes of a demonstration, each a JVM; gone with all their files when closed. */
final class DemoNodes implements AutoCloseable {
  /** Regions hear of a new table within less. */
  private static final long REGIONS_HEAR_MILLIS = 400;

  private static final int PEERS_PER_NODE = 2;
  private static final String HOST = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(30);

  private final ScratchDirectory directory = ScratchDirectory.create();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final List<NodeProcess> killed = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private double readySeconds;

  DemoNodes() throws IOException {}

  /** Starts all nodes at the same time and waits until the last one is ready. */
  void start(int count) throws IOException, InterruptedException {
    while (ports.size() < count) {
      takePort();
    }
    long started = System.nanoTime();
    for (int site = 0; site < count; site++) {
      launch(site);
    }
    for (NodeProcess node : nodes) {
      node.await(START);
    }
    readySeconds = (System.nanoTime() - started) / 1e9;
  }

  /** Starts one more, which knows of the others, and waits until it is ready. */
  NodeProcess add() throws IOException, InterruptedException {
    takePort();
    return ready(nodes.size());
  }

  /** Starts a node again that was killed, with its files, and waits until it is ready. */
  NodeProcess again(int site) throws IOException, InterruptedException {
    killed.remove(nodes.get(site));
    return ready(site);
  }

  private NodeProcess ready(int site) throws IOException, InterruptedException {
    launch(site);
    nodes.get(site).await(START);
    return nodes.get(site);
  }

  private void takePort() throws IOException {
    int port = PortCheck.free(HOST);
    while (ports.contains(port)) {
      port = PortCheck.free(HOST);
    }
    ports.add(port);
  }

  private synchronized void launch(int site) throws IOException {
    String settings =
        String.format(
            "avp.gnutella.reachable = [\"127.0.0.0/8\"]%navp.peer-count = %d%n"
                + "avp.node.seeds = [%s]%n",
            PEERS_PER_NODE,
            ports.stream()
                .map(port -> '"' + HOST + ':' + port + '"')
                .collect(Collectors.joining(",")));
    NodeProcess node =
        NodeProcess.launch(
            directory.path(),
            "demo-" + (site + 1),
            settings,
            JavaProcess.nodeFlags(),
            ports.get(site));
    if (site < nodes.size()) {
      nodes.set(site, node);
    } else {
      nodes.add(node);
    }
  }

  /** All nodes, in the order of their sites. */
  List<NodeProcess> all() {
    return List.copyOf(nodes);
  }

  /** The nodes that nobody killed. */
  List<NodeProcess> left() {
    return nodes.stream().filter(node -> !killed.contains(node)).toList();
  }

  /** Kills a node as a crash would. */
  void kill(NodeProcess node) throws InterruptedException {
    killed.add(node);
    node.kill();
  }

  /** Where all virtual peers listen. */
  List<Ultrapeer> ultrapeers() {
    List<Ultrapeer> all = new ArrayList<>();
    for (int site = 0; site < nodes.size(); site++) {
      for (var address : nodes.get(site).peers()) {
        all.add(new Ultrapeer(address, site));
      }
    }
    return all;
  }

  /** From the first start until the last one was ready. */
  double readySeconds() {
    return readySeconds;
  }

  /** Every virtual peer that began on a node that is left, in full, as its own node shows it. */
  List<JsonNode> peers() throws IOException, InterruptedException {
    List<JsonNode> peers = new ArrayList<>();
    for (NodeProcess node : left()) {
      for (String line : node.endpoint().peers()) {
        peers.add(node.api().get("/api/v1/peers/" + line.substring(0, line.indexOf(' '))));
      }
    }
    return peers;
  }

  /**
   * Waits until all virtual peers together have received so many frames of query tables, and the
   * regions have heard of them.
   */
  boolean awaitTables(long frames, Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long before = -1;
    while (System.nanoTime() < end) {
      boolean received =
          peers().stream().mapToLong(p -> Accounting.received(p, "qrp")).sum() >= frames;
      long told = received ? left().get(0).api().toldSlots() : -1;
      if (told >= 0 && told == before) {
        return true;
      }
      before = told;
      TimeUnit.MILLISECONDS.sleep(REGIONS_HEAR_MILLIS);
    }
    return false;
  }

  /** The ledger of the cluster. */
  JsonNode ledger() throws IOException, InterruptedException {
    return left().get(0).api().get("/api/v1/ledger");
  }

  /** Descriptors saved as the nodes that are left see it; cheap, also while one is dying. */
  long saved() throws IOException, InterruptedException {
    double saved = 0;
    for (NodeProcess node : left()) {
      saved += node.api().metric("avp_saved_descriptors");
    }
    return Math.round(saved);
  }

  /** Questions of all virtual peers that no region answered in time. */
  long lateAnswers() throws IOException, InterruptedException {
    double late = 0;
    for (NodeProcess node : left()) {
      late += node.api().metric("avp_regions_late_total");
    }
    return (long) late;
  }

  /** The names of nodes that have ended by themselves, with the end of their logs. */
  List<String> dead() throws IOException {
    List<String> dead = new ArrayList<>();
    for (NodeProcess node : left()) {
      if (!node.isAlive()) {
        dead.add(node.name() + " ended: " + node.tail());
      }
    }
    return dead;
  }

  /**
   * Asks all nodes that are left to end, at the same time, and waits until the last one is gone.
   *
   * @return what went wrong, one line per node
   */
  List<String> end() throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    left().forEach(NodeProcess::signal);
    for (NodeProcess node : left()) {
      int code = node.awaitEnd(END);
      if (code != 0) {
        wrong.add(node.name() + " did not end in order: exit code " + code);
      }
    }
    return wrong;
  }

  @Override
  public synchronized void close() {
    nodes.forEach(NodeProcess::signal);
    nodes.forEach(NodeProcess::close);
    directory.close();
  }
}
