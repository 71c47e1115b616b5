package io.avp.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node as a process of its own, as a user runs it: what is said when it cannot start. */
@Timeout(120)
class NodeProcessTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "--port, avp.first-port",
    "--http-port, avp.node.http-port",
    "--remoting-port, avp.node.remoting-port"
  })
  void aPortInUseIsOneLine(String flag, String setting) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String said = refused(1, flag, Integer.toString(taken.getLocalPort()));
      assertTrue(said.startsWith("avp node: " + setting), said);
      assertTrue(said.contains("127.0.0.1:" + taken.getLocalPort()), said);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--http-port, many, avp.node.http-port",
    "--host, nowhere, avp.gnutella.host",
    "--seed, nowhere, avp.node.seeds",
    "--set, avp.node.htp-port=1, did you mean avp.node.http-port?",
    "--set, avp.gnutella.reachable=everywhere, avp.gnutella.reachable",
    "--config, /nowhere/at/all, --config: cannot read /nowhere/at/all"
  })
  void aWrongValueIsOneLine(String flag, String value, String expected) throws Exception {
    String said = refused(2, flag, value);
    assertTrue(said.contains(expected), said);
  }

  @Test
  void garbageOnTheRemotingPortDoesNotKeepItFromEnding() throws Exception {
    try (RunningNode node = RunningNode.start(dir)) {
      String at = node.endpoint().remoting();
      int port = Integer.parseInt(at.substring(at.lastIndexOf(':') + 1));
      // The head of a stream, then a frame that claims to be endless: Akka's own end hangs on it.
      byte[] garbage = Arrays.copyOf(new byte[] {'A', 'K', 'K', 'A', 1, -1, -1, -1, 0x7f}, 109);
      for (int i = 0; i < 3; i++) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
          socket.getOutputStream().write(garbage);
          socket.shutdownOutput();
        }
      }
      assertEquals(0, node.end());
      assertFalse(Files.exists(node.data().resolve("endpoint.json")));
    }
  }

  @Test
  void aSecondNodeOnOneDirectoryIsOneLineAndTheFirstEndsInOrder() throws Exception {
    try (RunningNode first = RunningNode.start(dir)) {
      List<String> arguments = List.of("--data", first.data().toString(), "--port", "0");
      String said = refused(1, arguments);
      assertTrue(said.startsWith("avp node: avp.node.data: another node runs on "), said);
      assertEquals(0, first.end());
      assertFalse(Files.exists(first.data().resolve("endpoint.json")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avp.node.host", "avp.node.http-host"})
  void aHostThatIsNotKnownIsOneLine(String setting) throws Exception {
    String said = refused(1, "--set", setting + "=nowhere.invalid");
    assertTrue(said.startsWith("avp node: " + setting + ": the address 'nowhere.inv"), said);
    // A documentation address, which no machine has.
    said = refused(1, "--set", setting + "=192.0.2.1");
    assertTrue(said.startsWith("avp node: " + setting + ": cannot listen on 192.0.2.1"), said);
  }

  private String refused(int code, String flag, String value) throws Exception {
    return refused(code, List.of("--data", dir.resolve("other").toString(), flag, value));
  }

  private static String refused(int code, List<String> arguments)
      throws IOException, InterruptedException {
    // Default ports may be those of a node that the user of this machine runs.
    List<String> all = new ArrayList<>(arguments);
    for (String port : List.of("--port", "--remoting-port", "--http-port")) {
      if (!arguments.contains(port)) {
        all.addAll(List.of(port, "0"));
      }
    }
    Process node = RunningNode.command(all).start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, node.waitFor(), said);
    assertEquals(1, said.lines().count(), said);
    return said;
  }
}
