package io.avp.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How nodes, each a JVM, become one cluster, and who is refused. */
@Timeout(180)
class FormationTest {
  private static final String HOST = "127.0.0.1";

  @TempDir private Path dir;

  @Test
  void whoIsNotWantedIsToldWhy() throws Exception {
    try (RunningNode node = RunningNode.start(dir)) {
      String seed = node.endpoint().remoting();
      String said = refused(List.of(), "--name", "tested", "--seed", seed);
      assertTrue(
          said.contains("avp node: avp.node.name: 'tested' is the name of the living node"), said);
      String version = BuildVersion.text();
      Map<String, String> wrong =
          Map.of(
              "regions",
              "128 here and 256",
              "protocol",
              "9 here and " + ConstantSettings.PROTOCOL_VERSION,
              "version",
              "0.0.1 here and " + version);
      for (Map.Entry<String, String> constant : wrong.entrySet()) {
        String key = "avp-cluster." + constant.getKey();
        String value = constant.getValue().substring(0, constant.getValue().indexOf(' '));
        said = refused(List.of("-D" + key + "=" + value), "--seed", seed);
        String why = key + " is " + constant.getValue() + " there (" + seed + ")";
        assertTrue(said.contains("avp node: the cluster refuses this node: " + why), said);
      }
      assertEquals(1, members(node.endpoint().http()), "who was refused stays no member");
      assertEquals(0, node.end());
    }
  }

  @Test
  void aWrongSeedIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 9, InetAddress.getByName(HOST))) {
      String busy = HOST + ":" + other.getLocalPort();
      String free = HOST + ":" + PortCheck.free(HOST);
      String said =
          refused(List.of(), "--seed", free, "--seed", busy, "--set", "avp.node.join-within=4s");
      assertTrue(said.contains("avp node: avp.node.seeds: found no cluster within 4 s"), said);
      assertTrue(said.contains(free + " (nobody listens there)"), said);
      assertTrue(said.contains(busy + " (something listens there"), said);
    }
  }

  @Test
  void theFirstSeedFormsNoClusterWhileAnotherOneDoesNotAnswer() throws Exception {
    // As a member that stands still, or lives behind a network that is cut.
    try (ServerSocket still = new ServerSocket(0, 9, InetAddress.getByName(HOST))) {
      String other = HOST + ":" + still.getLocalPort();
      String port = Integer.toString(PortCheck.free(HOST));
      List<String> arguments =
          new ArrayList<>(arguments("first", "--remoting-port", port, "--http-port", "0"));
      arguments.addAll(List.of("--seed", HOST + ":" + port, "--seed", other));
      // Longer than Akka's first seed waits.
      arguments.addAll(List.of("--set", "avp.node.join-within=8s"));
      String said = refused(List.of(), arguments);
      assertTrue(said.contains("avp node: avp.node.seeds: found no cluster within 8 s"), said);
      assertTrue(said.contains("this node, the first seed, forms a cluster when all"), said);
    }
  }

  @Test
  void aNodeWithoutItsFirstSeedSaysSoAndJoinsItWhenItComes() throws Exception {
    String first = HOST + ":" + PortCheck.free(HOST);
    int http = PortCheck.free(HOST);
    String port = first.substring(first.indexOf(':') + 1);
    String second = Integer.toString(PortCheck.free(HOST));
    // One more that never starts holds up nobody.
    String missing = HOST + ":" + PortCheck.free(HOST);
    List<String> seeds = List.of("--seed", first, "--seed", missing, "--seed", HOST + ":" + second);
    List<String> arguments = new ArrayList<>(arguments("early", "--remoting-port", second));
    arguments.addAll(List.of("--http-port", Integer.toString(http)));
    arguments.addAll(seeds);
    Path out = dir.resolve("early.out");
    Process early = RunningNode.command(arguments).redirectOutput(out.toFile()).start();
    try {
      String api = "http://" + HOST + ":" + http;
      String waits = "";
      while (!waits.contains(first + " (nobody listens there)")) {
        assertFalse(early.waitFor(50, TimeUnit.MILLISECONDS), () -> read(out));
        waits = ready(api);
      }
      assertTrue(waits.contains("not-ready"), waits);
      List<String> late = new ArrayList<>(seeds);
      late.addAll(List.of("--remoting-port", port));
      try (RunningNode node = RunningNode.start(dir, late.toArray(String[]::new))) {
        while (!ready(api).contains("\"ready\"")) {
          assertFalse(early.waitFor(50, TimeUnit.MILLISECONDS), () -> read(out));
        }
        assertEquals(2, members(node.endpoint().http()));
        early.destroy();
        assertEquals(0, node.end(), "one of two that leave together");
        assertEquals(0, early.waitFor(), "the other");
      }
    } finally {
      early.destroyForcibly();
    }
  }

  @Test
  void nodesFindEachOtherByDiscovery() throws Exception {
    int one = PortCheck.free(HOST);
    int two = PortCheck.free(HOST);
    Path file = dir.resolve("discovery.conf");
    Files.writeString(
        file,
        String.format(
            "avp.node.discovery = listed%n"
                + "akka.discovery.listed.class = akka.discovery.config.ConfigServiceDiscovery%n"
                + "akka.discovery.config.services.avp.endpoints = ["
                + "{ host = %1$s, port = %2$d }, { host = %1$s, port = %3$d }]%n"
                + "akka.management.cluster.bootstrap {%n"
                + "  contact-point-discovery.stable-margin = 1s%n"
                // Both are on one address here, told apart by their ports.
                + "  contact-point.filter-on-fallback-port = false%n}%n",
            HOST, one, two));
    List<String> arguments = new ArrayList<>(arguments("partner", "--remoting-port", "0"));
    arguments.addAll(List.of("--http-port", "0", "--config", file.toString()));
    arguments.addAll(List.of("--set", "avp.node.bootstrap-port=" + one));
    Path out = dir.resolve("partner.out");
    Process partner = RunningNode.command(arguments).redirectOutput(out.toFile()).start();
    try (RunningNode node =
        RunningNode.start(
            dir, "--config", file.toString(), "--set", "avp.node.bootstrap-port=" + two)) {
      // Who forms the cluster is ready before the other one has joined.
      while (members(node.endpoint().http()) < 2) {
        assertFalse(partner.waitFor(50, TimeUnit.MILLISECONDS), () -> read(out));
      }
    } finally {
      partner.destroyForcibly();
    }
  }

  private List<String> arguments(String name, String... more) {
    List<String> all =
        new ArrayList<>(List.of("--name", name, "--data", dir.resolve(name).toString()));
    all.addAll(List.of("--port", "0"));
    all.addAll(List.of(more));
    return all;
  }

  private String refused(List<String> flags, String... more) throws Exception {
    Path data = Files.createTempDirectory(dir, "refused");
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of("--port", "0", "--remoting-port", "0", "--http-port", "0"));
    arguments.addAll(List.of(more));
    return refused(flags, arguments);
  }

  private static String refused(List<String> flags, List<String> arguments) throws Exception {
    Process node = RunningNode.command(flags, arguments).start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, node.waitFor(), said);
    return said;
  }

  private static String ready(String api) throws InterruptedException {
    try {
      return get(api + "/ready");
    } catch (IOException notYet) {
      return "";
    }
  }

  private static int members(String http) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(http + "/cluster/members")).path("members").size();
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
