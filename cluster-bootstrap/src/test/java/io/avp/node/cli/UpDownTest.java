package io.avp.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.avp.node.Endpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code up}, a crash, and {@code down}, with real processes. */
@Timeout(120)
class UpDownTest {
  @TempDir private Path root;
  private final StringWriter err = new StringWriter();

  @AfterEach
  void endWhatIsLeft() {
    run("down");
  }

  @Test
  void aNodeThatDiesIsStartedAgainUntilDown() throws Exception {
    run(ExitCode.OK, "up", "--port", "0", "--http-port", "0", "--remoting-port", "0");
    JsonNode up = only(run(ExitCode.OK, "status", "-o", "json"));
    assertEquals("ready", up.path("state").asText());
    run(ExitCode.CONFLICT, "up");
    run(ExitCode.NOT_FOUND, "down", "--node", "other");

    Path data = root.resolve("node-1");
    try (WatchService changes = data.getFileSystem().newWatchService()) {
      data.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      ProcessHandle node = ProcessHandle.of(up.path("pid").asLong()).orElseThrow();
      assertTrue(node.destroyForcibly());
      node.onExit().join();
      JsonNode down = only(run(ExitCode.UNHEALTHY, "status", "-o", "json"));
      assertEquals("down", down.path("state").asText());
      assertTrue(down.path("pid").isNull());
      Optional<Endpoint> again = Optional.empty();
      while (again.isEmpty()) {
        changes.take().reset();
        again = Endpoint.in(data).filter(Endpoint::runs);
      }
    }
    JsonNode again = only(run(ExitCode.OK, "status", "-o", "json"));
    assertNotEquals(up.path("pid"), again.path("pid"));
    String said = Files.readString(root.resolve("supervisor.log"));
    assertTrue(said.contains("node-1 ended with 137; again in 1 s"), said);

    JsonNode peer = only(run(ExitCode.OK, "peers", "-o", "json"));
    assertEquals("node-1-0", peer.path("id").asText());
    run(ExitCode.OK, "peers", "node-1-0");
    String ledger = run(ExitCode.OK, "ledger");
    assertTrue(ledger.contains("node-1-0") && ledger.contains("nothing to compare"), ledger);
    run(ExitCode.NOT_FOUND, "peers", "nobody");
    run(ExitCode.NOT_FOUND, "holdings", "00112233445566778899aabbccddeeff");
    run(ExitCode.NOT_FOUND, "holdings", "00112233445566778899aabbccddeeff", "--purge");
    run(ExitCode.NOT_FOUND, "links", "nobody~1~0000000001", "--close");
    run(ExitCode.OK, "links");
    assertEquals(256, items(run(ExitCode.OK, "regions", "-o", "json")).size());
    assertTrue(run(ExitCode.OK, "regions", "17", "--forget").contains("learns anew"));
    run(ExitCode.NOT_FOUND, "regions", "256", "--forget");
    assertTrue(run(ExitCode.OK, "logs", "node-1", "-n", "1").contains("virtual peer"));

    run(ExitCode.OK, "down");
    run(ExitCode.UNREACHABLE, "status");
  }

  @Test
  void aNodeIsAddedToThoseThatRunAndKnownToAll() throws Exception {
    run(ExitCode.NOT_FOUND, "up", "--add", "1");
    // Another name than on other machines of the cluster, and one that has a number in it.
    List<String> free = List.of("--port", "0", "--http-port", "0", "--remoting-port", "0");
    Stream<String> up = Stream.concat(Stream.of("up", "--name", "site-2"), free.stream());
    run(ExitCode.OK, up.toArray(String[]::new));
    run(ExitCode.OK, "up", "--add", "1");
    List<JsonNode> nodes = items(run(ExitCode.OK, "status", "-o", "json"));
    List<String> names = nodes.stream().map(node -> node.path("node").asText()).toList();
    assertEquals(List.of("site-2-1", "site-2-2"), names);
    // One realm, seen by either as soon as it has heard of the other one.
    int peers = 0;
    while (peers < 2) {
      peers = items(run(ExitCode.OK, "peers", "--node", "site-2-1", "-o", "json")).size();
    }
    List<String> seeds = nodes.stream().map(node -> node.path("remoting").asText()).toList();
    for (NodeLine line : NodeLine.read(root)) {
      assertEquals(seeds, line.seeds(), "what " + line.name() + " looks for when it starts again");
    }
    run(ExitCode.OK, "down");
  }

  @Test
  void whatIsWrongIsSaidAtOnceAndNothingStaysBehind() throws Exception {
    run(ExitCode.USAGE, "up", "--set", "avp.node.htp-port=1");
    assertTrue(err.toString().contains("did you mean avp.node.http-port?"), err.toString());
    run(ExitCode.USAGE, "up", "--name", "not a name");
    run(ExitCode.USAGE, "up", "--seed", "nowhere");
    assertTrue(err.toString().contains("avp: avp.node.seeds: 'nowhere' is not of"), err.toString());
    run(ExitCode.USAGE, "up", "--host", "nowhere");
    assertTrue(err.toString().contains("avp: avp.gnutella.host: "), err.toString());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      run(ExitCode.FAILED, "up", "--port", "0", "--http-port", port, "--remoting-port", "0");
    }
    assertTrue(err.toString().contains("avp.node.http-port: cannot listen on"), err.toString());
    run(ExitCode.UNREACHABLE, "status");
  }

  @Test
  void aNodeThatHangsIsNamedAndEndedByForce() throws Exception {
    run(ExitCode.OK, "up", "--port", "0", "--http-port", "0", "--remoting-port", "0");
    long pid = only(run(ExitCode.OK, "status", "-o", "json")).path("pid").asLong();
    ProcessHandle node = ProcessHandle.of(pid).orElseThrow();
    assertEquals(0, new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor());
    run(ExitCode.UNHEALTHY, "status");
    run(ExitCode.UNREACHABLE, "peers");
    String silent = "avp: node node-1 does not answer within 3 s";
    assertEquals(List.of(silent, silent), err.toString().lines().toList());
    // The supervisor, which still runs, must not take it for a crash.
    String said = run(ExitCode.OK, "down", "--node", "node-1");
    assertTrue(said.startsWith("node node-1 (process " + pid + ") did not end in time"), said);
    node.onExit().join();
    run(ExitCode.OK, "down");
    assertFalse(Files.readString(root.resolve("supervisor.log")).contains("again in"));
    run(ExitCode.UNREACHABLE, "status");
  }

  private static List<JsonNode> items(String json) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    new ObjectMapper().readTree(json).path("items").forEach(items::add);
    return items;
  }

  private static JsonNode only(String json) throws IOException {
    List<JsonNode> items = items(json);
    assertEquals(1, items.size(), json);
    return items.get(0);
  }

  private String run(int code, String... arguments) {
    StringWriter out = new StringWriter();
    assertEquals(code, execute(out, arguments), () -> String.join(" ", arguments) + err + out);
    return out.toString();
  }

  private void run(String argument) {
    execute(new StringWriter(), argument);
  }

  private int execute(StringWriter out, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--root", root.toString()));
    CommandLine line = AvpCommand.create();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }
}
