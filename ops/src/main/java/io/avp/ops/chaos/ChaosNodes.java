package io.avp.ops.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.ops.process.JavaProcess;
import io.avp.ops.process.KeptNode;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.process.ScratchDirectory;
import io.avp.ops.workload.WorkloadSettings.Ultrapeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A cluster of nodes that are JVMs of their own, each behind a proxy and started again when it
 * ends; gone with all its files when closed.
 */
public final class ChaosNodes implements AutoCloseable {
  /** Virtual peers of each node. */
  public static final int PEERS = 2;

  /** The same on each node's own address, so that it stays when the node starts again. */
  private static final int FIRST_PORT = 16346;

  private static final int LOOK_MILLIS = 200;
  private static final Duration END = Duration.ofSeconds(30);

  private final ScratchDirectory directory = ScratchDirectory.create();
  private final NodeNetwork network;
  private final List<KeptNode> nodes = new ArrayList<>();

  /** Starts so many nodes at the same time; {@link #awaitOne} waits for them. */
  public ChaosNodes(int count) throws IOException {
    network = new NodeNetwork(count);
    List<String> seeds = new ArrayList<>();
    for (int node = 0; node < count; node++) {
      seeds.add('"' + network.host(node) + ':' + network.port() + '"');
    }
    try {
      for (int node = 0; node < count; node++) {
        String name = "chaos-" + (node + 1);
        String settings = settings(node, String.join(",", seeds));
        int remoting = network.port();
        nodes.add(
            new KeptNode(
                () ->
                    NodeProcess.launch(
                        directory.path(),
                        name,
                        settings,
                        JavaProcess.nodeFlags(),
                        remoting,
                        FIRST_PORT)));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private String settings(int node, String seeds) {
    return String.format(
        "avp.gnutella.reachable = [\"127.0.0.0/8\"]%n"
            + "avp.gnutella.host = \"%s\"%n"
            + "avp.peer-count = %d%n"
            // Trunks would pass by the proxies that cut nodes off.
            + "avp.mesh.trunks = false%n"
            + "avp.node { seeds = [%s], host = \"%s\", bind-port = %d }%n"
            + "akka.remote.artery.advanced.tcp.outbound-client-hostname = \"%s\"%n",
        network.host(node),
        PEERS,
        seeds,
        network.host(node),
        network.bindPort(),
        network.host(node));
  }

  /** The network between them. */
  public NodeNetwork network() {
    return network;
  }

  /** All of them. */
  public List<KeptNode> all() {
    return List.copyOf(nodes);
  }

  /** How often they were started again, all together. */
  public int restarts() {
    return nodes.stream().mapToInt(KeptNode::restarts).sum();
  }

  /** Where all virtual peers listen; the site is the number of the node. */
  public List<Ultrapeer> ultrapeers() {
    List<Ultrapeer> all = new ArrayList<>();
    for (int site = 0; site < nodes.size(); site++) {
      for (var address : nodes.get(site).node().peers()) {
        all.add(new Ultrapeer(address, site));
      }
    }
    return all;
  }

  /**
   * Waits until they are one cluster: each node sees all nodes up and reachable, and all virtual
   * peers at home.
   *
   * @return the seconds that it took; -1 if that was too long
   */
  public double awaitOne(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    while (!isOne()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return -1;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private boolean isOne() throws InterruptedException {
    Set<String> clusters = new HashSet<>();
    for (KeptNode kept : nodes) {
      NodeProcess node = kept.node();
      try {
        if (!node.isReady()) {
          return false;
        }
        JsonNode view = node.api().get("/cluster/members");
        int up = 0;
        for (JsonNode member : view.path("members")) {
          up += member.path("status").asText().equals("Up") ? 1 : 0;
        }
        long home =
            node.api().all("/api/v1/peers").stream()
                .filter(peer -> isHome(peer.path("id").asText(), peer.path("node").asText()))
                .count();
        if (up != nodes.size()
            || !view.path("unreachable").isEmpty()
            || home != (long) nodes.size() * PEERS) {
          return false;
        }
        clusters.add(view.path("oldest").asText());
      } catch (IOException notYet) {
        return false;
      }
    }
    return clusters.size() == 1;
  }

  private static boolean isHome(String peer, String node) {
    return peer.startsWith(node + "-");
  }

  /** Frames of query tables that all virtual peers together have taken in. */
  public long tableFrames() throws IOException, InterruptedException {
    long sum = 0;
    for (KeptNode kept : nodes) {
      NodeProcess node = kept.node();
      for (String line : node.endpoint().peers()) {
        JsonNode peer = node.api().get("/api/v1/peers/" + line.substring(0, line.indexOf(' ')));
        sum += peer.path("counters").path("qrp").path("received").asLong();
      }
    }
    return sum;
  }

  /** The ends of the logs of all nodes, for people. */
  public String tails() throws IOException {
    StringBuilder all = new StringBuilder();
    for (KeptNode kept : nodes) {
      all.append(kept.node().name()).append(":\n").append(kept.node().tail()).append('\n');
    }
    return all.toString();
  }

  @Override
  public void close() {
    nodes.forEach(KeptNode::leave);
    nodes.forEach(kept -> kept.node().signal());
    for (KeptNode kept : nodes) {
      try {
        kept.node().awaitEnd(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      kept.close();
    }
    try {
      network.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    directory.close();
  }
}
