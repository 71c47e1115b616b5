package io.avp.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node as a process of its own, as a user runs it. */
@Timeout(120)
class NodeProcessTest {
  @TempDir private Path dir;

  @Test
  void aPortInUseIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Process node = node("--port", Integer.toString(taken.getLocalPort()));
      String said = all(node);
      assertEquals(1, node.waitFor());
      assertEquals(1, said.lines().count(), said);
      assertTrue(said.contains("avp.first-port"), said);
    }
  }

  @Test
  void aWrongValueIsOneLine() throws Exception {
    Process node = node("--http-port", "many");
    String said = all(node);
    assertEquals(2, node.waitFor());
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.contains("avp.node.http-port"), said);
  }

  private Process node(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--data",
                dir.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.command().add(1, "-Dlogback.configurationFile=logback.xml");
    return builder.start();
  }

  private static String all(Process node) throws IOException {
    return new String(
        node.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
