package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PortProbeTest {
  private static final String HOST = "127.0.0.1";

  @Test
  void aNodeAnswersAndWhatOnlyListensDoesNot() throws Exception {
    ActorTestKit kit = ActorTestKit.create(TestNode.config(Path.of("/data")));
    try {
      int port = Cluster.get(kit.system()).selfMember().address().getPort().orElseThrow();
      assertTrue(PortProbe.answers(HOST, port, ""));
      assertTrue(PortProbe.answers(HOST, port, "127.0.0.2"));
    } finally {
      kit.shutdownTestKit();
    }
    int port;
    try (ServerSocket still = new ServerSocket(0, 9, InetAddress.getByName(HOST))) {
      port = still.getLocalPort();
      assertFalse(PortProbe.answers(HOST, port, ""));
    }
    assertFalse(PortProbe.answers(HOST, port, ""), "nobody listens");
  }
}
