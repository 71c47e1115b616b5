package io.avp.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.process.JavaProcess;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.process.ScratchDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The nodes of a demonstration, each a JVM; gone with all their files when closed. */
final class DemoNodes implements AutoCloseable {
  static final int PEERS_PER_NODE = 2;

  private static final Duration START = Duration.ofSeconds(60);

  private final ScratchDirectory directory = ScratchDirectory.create();
  private final List<NodeProcess> nodes = new ArrayList<>();

  DemoNodes() throws IOException {}

  /** Starts one more node; the first one is the seed of the others. */
  synchronized NodeProcess add() throws IOException, InterruptedException {
    StringBuilder settings =
        new StringBuilder("avp.gnutella.reachable = [\"127.0.0.0/8\"]\n")
            .append("avp.peer-count = ")
            .append(PEERS_PER_NODE)
            .append('\n');
    if (!nodes.isEmpty()) {
      settings.append("avp.node.seeds = [\"").append(seed()).append("\"]\n");
    }
    NodeProcess node =
        NodeProcess.start(
            directory.path(),
            "demo-" + (nodes.size() + 1),
            settings.toString(),
            JavaProcess.nodeFlags(),
            START);
    nodes.add(node);
    return node;
  }

  private String seed() {
    return nodes.get(0).endpoint().remoting();
  }

  /** Where all virtual peers listen. */
  List<HostAddress> addresses() {
    return nodes.stream().flatMap(node -> node.peers().stream()).toList();
  }

  /** The slowest start. */
  double readySeconds() {
    return nodes.stream().mapToDouble(NodeProcess::readySeconds).max().orElse(0);
  }

  /** Every virtual peer in full, as its own node shows it. */
  List<JsonNode> peers() throws IOException, InterruptedException {
    List<JsonNode> peers = new ArrayList<>();
    for (NodeProcess node : nodes) {
      for (String line : node.endpoint().peers()) {
        peers.add(node.api().get("/api/v1/peers/" + line.substring(0, line.indexOf(' '))));
      }
    }
    return peers;
  }

  /** Waits until all virtual peers together have received so many frames of query tables. */
  boolean awaitTables(long frames, Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (peers().stream().mapToLong(p -> Accounting.received(p, "qrp")).sum() < frames) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return true;
  }

  /** The names of nodes that have ended by themselves, with the end of their logs. */
  List<String> dead() throws IOException {
    List<String> dead = new ArrayList<>();
    for (NodeProcess node : nodes) {
      if (!node.isAlive()) {
        dead.add(node.endpoint().node() + " ended: " + node.tail());
      }
    }
    return dead;
  }

  @Override
  public void close() {
    nodes.forEach(NodeProcess::close);
    directory.close();
  }
}
