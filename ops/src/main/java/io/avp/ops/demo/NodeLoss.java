package io.avp.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.ops.process.NodeProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loss of one node: which one, when, and when its virtual peers live elsewhere. */
final class NodeLoss {
  /** Which node is lost. */
  enum Victim {
    oldest,
    youngest,
    any
  }

  private static final String PEERS = "/api/v1/peers";

  private final DemoNodes nodes;
  private final NodeProcess node;
  private final int site;
  private final Map<String, Long> lives = new HashMap<>();
  private long killedNanos;
  private double secondsUntilBack = -1;

  private NodeLoss(DemoNodes nodes, int site) {
    this.nodes = nodes;
    this.node = nodes.all().get(site);
    this.site = site;
  }

  /** Chooses the node. */
  static NodeLoss of(DemoNodes nodes, Victim victim) throws IOException, InterruptedException {
    List<NodeProcess> all = nodes.all();
    if (victim == Victim.any) {
      return new NodeLoss(nodes, all.size() / 2);
    }
    // Oldest first.
    JsonNode members = all.get(0).api().get("/api/v1/topology").path("nodes");
    String name =
        members.get(victim == Victim.oldest ? 0 : members.size() - 1).path("name").asText();
    return new NodeLoss(nodes, all.stream().map(NodeProcess::name).toList().indexOf(name));
  }

  /** Name of the node. */
  String name() {
    return node.name();
  }

  /** Its place among the nodes. */
  int site() {
    return site;
  }

  /** Kills it. */
  void happen() throws IOException, InterruptedException {
    for (JsonNode peer : node.api().all(PEERS)) {
      if (peer.path("node").asText().equals(node.name())) {
        lives.put(peer.path("id").asText(), peer.path("incarnation").asLong());
      }
    }
    killedNanos = System.nanoTime();
    nodes.kill(node);
  }

  /** True if it has been killed. */
  boolean hasHappened() {
    return killedNanos != 0;
  }

  /** True if all its virtual peers live on other nodes, each in a new incarnation; looks again. */
  boolean isMended() throws IOException, InterruptedException {
    if (secondsUntilBack < 0) {
      long back =
          nodes.left().get(0).api().all(PEERS).stream().filter(this::livesElsewhere).count();
      secondsUntilBack = back == lives.size() ? seconds() : -1;
    }
    return secondsUntilBack >= 0;
  }

  private boolean livesElsewhere(JsonNode peer) {
    Long life = lives.get(peer.path("id").asText());
    return life != null
        && !peer.path("node").asText().equals(node.name())
        && peer.path("incarnation").asLong() > life;
  }

  /** Seconds since it was killed; once it is mended, until then. */
  double seconds() {
    return secondsUntilBack >= 0 ? secondsUntilBack : (System.nanoTime() - killedNanos) / 1e9;
  }
}
