package io.avp.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.StreamSettings;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.workload.Workload;
import io.avp.ops.workload.WorkloadReport;
import io.avp.ops.workload.WorkloadSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One of three nodes, each a JVM, leaves under load: its servents go on at the others. */
@Timeout(240)
class PlannedEndTest {
  private static final Duration A_MINUTE = Duration.ofSeconds(62);
  private static final int SERVENTS = 60;
  private static final int FIRST_IP = 0x7f2c_0001;

  /** With the ways in which these servents are numbered, none of this site is firewalled. */
  private static final int LEAVING = 1;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(50);

  @Test
  void servicesGoOnWhenANodeLeaves() throws Exception {
    ActorTestKit kit = ActorTestKit.create();
    IoShards shards = IoShards.start(kit.system(), StreamSettings.reference());
    try (DemoNodes nodes = new DemoNodes()) {
      nodes.start(3);
      WorkloadSettings settings =
          new WorkloadSettings(
              7,
              SERVENTS,
              FIRST_IP,
              nodes.ultrapeers(),
              -1,
              50,
              Duration.ofSeconds(12),
              600,
              Duration.ofSeconds(5),
              0);
      try (Workload workload = new Workload(kit.system(), shards, settings)) {
        assertTrue(workload.attach(LIMIT), () -> workload.report().toString());
        assertTrue(nodes.awaitTables(workload.tableFramesSent(), LIMIT), "tables are missing");
        // A browse takes one of the two dials a minute that a servent may get.
        assertEquals(-1, nodes.all().get(LEAVING).awaitEnd(A_MINUTE));
        leave(nodes.all().get(LEAVING), workload);
      }
      assertEquals(List.of(), nodes.end(), "the others leave in order, too");
    } finally {
      shards.close();
      kit.shutdownTestKit();
    }
  }

  private static void leave(NodeProcess node, Workload workload) throws Exception {
    CompletableFuture<Void> asking =
        CompletableFuture.runAsync(
            () -> {
              try {
                workload.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    while (workload.report().queries() < 100) {
      assertEquals(-1, node.awaitEnd(TICK));
    }
    long signalled = System.nanoTime();
    node.signal();
    assertEquals(0, node.awaitEnd(Duration.ofSeconds(10)), node.tail());
    double seconds = (System.nanoTime() - signalled) / 1e9;
    asking.join();
    WorkloadReport report = workload.report();
    String seen = seconds + " s, " + report;
    assertEquals(SERVENTS, report.attached(), seen);
    long gaps = report.problems().stream().filter(p -> p.contains("lost its relation")).count();
    // Those with one slot only have to part first.
    assertEquals(2, gaps, seen);
    assertTrue(report.recall() >= 0.98, seen);
    assertEquals(1.0, report.windows().get(report.windows().size() - 1).recall(), seen);
    assertEquals(0, report.wrong(), seen);
  }
}
