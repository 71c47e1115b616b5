package io.avp.ops.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.StreamSettings;
import io.avp.gnutella.wire.HostAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final int FIRST = 0x7f2a_0101;

  private static ActorTestKit kit;
  private static IoShards shards;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
    shards = IoShards.start(kit.system(), StreamSettings.reference());
  }

  @AfterAll
  static void stop() {
    shards.close();
    kit.shutdownTestKit();
  }

  @Test
  void findsAndFetchesEverythingThroughAFloodingUltrapeer() throws Exception {
    HostAddress at = new HostAddress(0x7f2a_0001, 26346);
    try (IoShards.Listener listener =
            shards.listen(new InetSocketAddress(at.inetAddress(), at.port()), new Hub(shards, at));
        Workload workload =
            new Workload(
                kit.system(),
                shards,
                new WorkloadSettings(
                    1,
                    12,
                    FIRST,
                    List.of(new WorkloadSettings.Ultrapeer(listener.address(), 0)),
                    -1,
                    100,
                    Duration.ofSeconds(2),
                    60,
                    Duration.ofSeconds(10),
                    8))) {
      assertTrue(workload.attach(Duration.ofSeconds(10)), () -> workload.report().toString());
      workload.run();
      WorkloadReport report = workload.report();
      assertEquals(List.of(), report.problems());
      assertEquals(60, report.queries());
      assertTrue(report.answerable() > 30, report.toString());
      assertEquals(1.0, report.recall(), report.toString());
      assertEquals(0, report.wrong(), report.toString());
      assertEquals(8, report.downloadsGood(), report.toString());
      assertEquals(4, report.pushesGood(), report.toString());
      // Each query once from its asker and once to each of the eleven others.
      assertEquals(60 * 12, report.queriesOnSockets());
    }
  }
}
