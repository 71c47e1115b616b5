package io.avp.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ops/avp} as a user runs it: the commands of the README, and from odd places. */
@Timeout(180)
class LauncherTest {
  private static final Path LAUNCHER = Document.ROOT.resolve("ops/avp");
  private static final List<String> MODULES =
      List.of("gnutella-stream", "avp-actors", "cluster-bootstrap", "ops");

  @TempDir private Path dir;

  @AfterEach
  void endWhatIsLeft() throws Exception {
    if (Files.exists(dir.resolve("state"))) {
      run(dir, "'" + LAUNCHER + "' down");
    }
  }

  @Test
  void theCommandsOfTheReadmeWorkAlsoInAPathWithSpaces() throws Exception {
    List<String> commands = new ArrayList<>();
    for (Document.Block block : Document.readme().blocks()) {
      if (block.language().equals("sh")) {
        commands.addAll(block.commands());
      }
    }
    // These take the whole build, a minute, or an address of ours.
    commands.removeIf(
        c ->
            c.startsWith("./mvnw")
                || c.matches("ops/avp (demo|scenario|up --(name|host|nodes)).*"));
    // Everything that looks at a node comes while it runs.
    assertTrue(commands.remove("ops/avp down"), "the README does not say how to end a node");
    assertEquals("ops/avp up", commands.get(0));
    commands.add("ops/avp --help");
    commands.add("ops/avp version");
    commands.add("ops/avp down");
    Path root = copyOfTheBuild();
    String base = "";
    for (String command : commands) {
      if (command.startsWith("curl ")) {
        String url = command.substring(command.lastIndexOf(' ') + 1);
        assertEquals(200, status(url.replace("localhost:7626", base)), command);
      } else {
        Ended ended = run(root, command);
        // What doctor finds is a matter of the machine; that it looks is ours. No servent is there.
        boolean found =
            command.equals("ops/avp doctor") && ended.code() == 7
                || command.startsWith("ops/avp holdings") && ended.code() == 3;
        assertTrue(found || ended.code() == 0, ended.toString());
      }
      if (command.equals("ops/avp up")) {
        base = http(root);
      }
    }
  }

  @Test
  void itRunsThroughASymbolicLinkFromAnotherDirectory() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("avp link"), LAUNCHER);
    Path second = Files.createSymbolicLink(dir.resolve("second"), Path.of("avp link"));
    assertTrue(assertOk(run(dir, "'" + link + "' version")).startsWith("avp "));
    assertTrue(assertOk(run(dir, "./" + second.getFileName() + " version")).startsWith("avp "));
  }

  @Test
  void withoutABuildItSaysWhatToDo() throws Exception {
    Path bare = Files.createDirectories(dir.resolve("bare/ops"));
    Files.copy(LAUNCHER, bare.resolve("avp"));
    Ended ended = run(bare, "./avp version");
    assertEquals(1, ended.code(), ended.said());
    assertTrue(ended.said().contains("is not built; run ./mvnw -B -ntp verify"), ended.said());
  }

  @Test
  void aWrongCommandIsUsage() throws Exception {
    Ended ended = run(dir, "'" + LAUNCHER + "' staus");
    assertEquals(2, ended.code(), ended.said());
    assertTrue(ended.said().contains("Did you mean: avp status"), ended.said());
  }

  /** What a process printed, and how it ended. */
  private record Ended(String command, int code, String said) {}

  private static String assertOk(Ended ended) {
    assertEquals(0, ended.code(), ended.command() + ": " + ended.said());
    return ended.said();
  }

  private Ended run(Path directory, String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    // Files to a directory of the test, every port a free one, no build inside the build.
    builder
        .environment()
        .putAll(
            Map.of(
                "AVP_STATE", dir.resolve("state").toString(),
                "AVP_FIRST_PORT", "0",
                "AVP_NODE_HTTP_PORT", "0",
                "AVP_NODE_REMOTING_PORT", "0",
                "AVP_BUILD", "never"));
    File said = Files.createTempFile(dir, "said", ".txt").toFile();
    Process process = builder.redirectOutput(said).start();
    process.getOutputStream().close();
    int code = process.waitFor();
    return new Ended(command, code, Files.readString(said.toPath(), StandardCharsets.UTF_8));
  }

  private String http(Path root) throws Exception {
    String json = assertOk(run(root, "ops/avp status -o json"));
    return new ObjectMapper().readTree(json).path("items").path(0).path("http").asText();
  }

  private static int status(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private Path copyOfTheBuild() throws IOException {
    Path root = dir.resolve("a path with spaces");
    for (String module : MODULES) {
      Path target = Files.createDirectories(root.resolve(module).resolve("target"));
      String jar = module + ".jar";
      Files.copy(Document.ROOT.resolve(module).resolve("target").resolve(jar), target.resolve(jar));
    }
    Path ops = Document.ROOT.resolve("ops");
    Files.copy(LAUNCHER, root.resolve("ops/avp"));
    Files.copy(ops.resolve("target/class-path.txt"), root.resolve("ops/target/class-path.txt"));
    Files.createSymbolicLink(root.resolve("ops/target/lib"), ops.resolve("target/lib"));
    return root;
  }
}
