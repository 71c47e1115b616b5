package io.avp.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.StreamSettings;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.workload.Workload;
import io.avp.ops.workload.WorkloadReport;
import io.avp.ops.workload.WorkloadSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three nodes under load, one of which is killed: what the members of the others notice. */
@Timeout(180)
class NodeLossTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final double QUERIES_PER_SECOND = 30;
  private static final int QUERIES = 360;

  private static ActorTestKit kit;
  private static IoShards shards;
  private static DemoNodes nodes;

  @BeforeAll
  static void start() throws Exception {
    kit = ActorTestKit.create();
    shards = IoShards.start(kit.system(), StreamSettings.reference());
    nodes = new DemoNodes();
    nodes.start(3);
  }

  @AfterAll
  static void end() {
    nodes.close();
    shards.close();
    kit.shutdownTestKit();
  }

  @ParameterizedTest
  @EnumSource
  void membersOfTheOthersGoOnAndItsVirtualPeersLiveElsewhere(NodeLoss.Victim victim)
      throws Exception {
    NodeLoss loss = NodeLoss.of(nodes, victim);
    try (Workload workload = attached(loss, 0x7f2d_0001 + (victim.ordinal() << 16))) {
      Thread driver = workload.driver();
      driver.start();
      while (workload.report().queries() < QUERIES / 6) {
        driver.join(10);
      }
      loss.happen();
      driver.join();
      WorkloadReport seen = workload.report();
      assertEquals(QUERIES, seen.queries());
      assertTrue(seen.windows().size() >= 2, seen.toString());
      for (WorkloadReport.Window window : seen.windows()) {
        assertTrue(window.recall() >= 0.99, window + " of " + seen);
      }
    }
    while (!loss.isMended()) {
      assertTrue(loss.seconds() <= DemoFigures.MENDED_SECONDS, "its virtual peers live nowhere");
      assertEquals(-1, nodes.left().get(0).awaitEnd(Duration.ofMillis(100)));
    }
    NodeProcess back = nodes.again(loss.site());
    // What it hears of the others comes with the next gossip.
    long limit = System.nanoTime() + LIMIT.toNanos();
    List<JsonNode> peers = back.api().all("/api/v1/peers");
    while (!eachHasTwo(peers)) {
      assertTrue(System.nanoTime() < limit, "each node has its two again, in " + peers);
      assertEquals(-1, back.awaitEnd(Duration.ofMillis(100)));
      peers = back.api().all("/api/v1/peers");
    }
    assertEquals(6, peers.size());
  }

  private static Workload attached(NodeLoss loss, int firstIp) throws Exception {
    long before = nodes.peers().stream().mapToLong(p -> Accounting.received(p, "qrp")).sum();
    Workload workload =
        new Workload(
            kit.system(),
            shards,
            new WorkloadSettings(
                3,
                24,
                firstIp,
                nodes.ultrapeers(),
                loss.site(),
                QUERIES_PER_SECOND,
                LIMIT,
                QUERIES,
                Duration.ofSeconds(5),
                1));
    assertTrue(workload.attach(LIMIT), () -> workload.report().toString());
    assertTrue(nodes.awaitTables(before + workload.tableFramesSent(), LIMIT));
    assertFalse(loss.hasHappened());
    return workload;
  }

  private static boolean eachHasTwo(List<JsonNode> peers) {
    return nodes.all().stream().allMatch(node -> livingOn(node, peers) == 2);
  }

  private static long livingOn(NodeProcess node, List<JsonNode> peers) {
    return peers.stream().filter(peer -> peer.path("node").asText().equals(node.name())).count();
  }
}
