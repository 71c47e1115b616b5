package io.avp.ops.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.load.Ring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private static final long SELF = ProcessHandle.current().pid();

  private static HostAddress at(int port) {
    return new HostAddress(0x7f00_0001, port);
  }

  @Test
  void knowsWhoListens() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        NioRelayProcess other = NioRelayProcess.start(new Ring(8, 4), false)) {
      Listener.check(at(server.getLocalPort()), SELF);
      Listener.check(at(other.port()), other.pid());
      IOException e =
          assertThrows(
              IOException.class, () -> Listener.check(at(server.getLocalPort()), other.pid()));
      assertTrue(e.getMessage().contains("does not listen"), e.getMessage());
    }
  }

  @Test
  void saysIfThereIsNoSuchProcess() {
    IOException e = assertThrows(IOException.class, () -> Listener.check(at(1), Integer.MAX_VALUE));
    assertTrue(e.getMessage().startsWith("there is no process"), e.getMessage());
  }

  @Test
  void onlyListeningSocketsOfThePortCount() {
    List<String> table =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt uid",
            "   0: 0100007F:18CA 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4711"
                + " 1",
            "   1: 0100007F:18CA 0100007F:9C40 01 00000000:00000000 00:00000000 00000000 0 0 4712"
                + " 1",
            "   2: 0100007F:18CB 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4713"
                + " 1",
            "   3: 00000000000000000000000000000000:18CA 00000000000000000000000000000000:0000 0A"
                + " 00000000:00000000 00:00000000 00000000 0 0 4714 1");
    assertEquals(Set.of("socket:[4711]", "socket:[4714]"), Listener.sockets(table, 6346));
  }
}
