package io.avp.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.actor.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchSettingsTest {
  @TempDir private Path dir;

  @Test
  void flagsWinOverEnvironmentOverFileOverDefaults() throws IOException {
    Path file = dir.resolve("avp.conf");
    Files.writeString(
        file,
        "avp.node { http-port = 1, remoting-port = 1, ready-within = 5 s }\navp.first-port=9");
    NodeSettings settings =
        new LaunchSettings(
                Map.of("avp.node.http-port", "3", "avp.node.data", dir.toString()),
                Map.of("AVP_NODE_HTTP_PORT", "2", "AVP_NODE_REMOTING_PORT", "2"),
                Optional.of(file))
            .read();
    assertEquals(3, settings.httpPort());
    assertEquals(2, settings.remotingPort());
    assertEquals(5, settings.readyWithin().toSeconds());
    assertEquals(9, settings.avp().peers().get(0).port());
    assertEquals("127.0.0.1", settings.httpHost());
  }

  @Test
  void listsFromTheEnvironmentAreSeparatedByCommas() {
    NodeSettings settings =
        new LaunchSettings(
                Map.of("avp.node.data", dir.toString()),
                Map.of("AVP_NODE_SEEDS", "127.0.0.1:1, 127.0.0.1:2"),
                Optional.empty())
            .read();
    assertEquals(java.util.List.of("127.0.0.1:1", "127.0.0.1:2"), settings.seeds());
  }

  @Test
  void whatIsBoundMayDifferFromWhatIsAnnounced() throws IOException {
    Path file = dir.resolve("avp.conf");
    Files.writeString(file, "avp.node { data = " + dir + ", host = 192.0.2.7, remoting-port = 7 }");
    NodeSettings same = new LaunchSettings(Map.of(), Map.of(), Optional.of(file)).read();
    assertEquals("192.0.2.7:7", same.bindHost() + ":" + same.bindPort());
    Map<String, Object> flags =
        Map.of("avp.node.bind-host", "127.0.0.1", "avp.node.bind-port", "8");
    NodeSettings other = new LaunchSettings(flags, Map.of(), Optional.of(file)).read();
    assertEquals("127.0.0.1:8", other.bindHost() + ":" + other.bindPort());
    var artery = other.config().getConfig("akka.remote.artery");
    assertEquals(7, artery.getInt("canonical.port"));
    assertEquals(8, artery.getInt("bind.port"));
    Map<String, Object> unknown = Map.of("avp.node.remoting-port", "0", "avp.node.bind-port", "8");
    assertThrows(
        SettingsException.class,
        () -> new LaunchSettings(unknown, Map.of(), Optional.of(file)).read());
  }

  @Test
  void theDefaultDataDirectoryFollowsTheNameAndIsNoCheckout() {
    NodeSettings settings =
        new LaunchSettings(Map.of(), Map.of("XDG_STATE_HOME", dir.toString()), Optional.empty())
            .read();
    assertEquals("node-1", settings.name());
    assertEquals(dir.resolve("avp/node-1"), settings.data());
    assertEquals("node-1-0", settings.avp().peers().get(0).id());
  }

  @Test
  void aDataDirectoryKeepsItsName() {
    DataDirectory.open(dir, "alpha").close();
    NodeSettings settings =
        new LaunchSettings(Map.of("avp.node.data", dir.toString()), Map.of(), Optional.empty())
            .read();
    assertEquals("alpha", settings.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "avp.node.htp-port|avp.node.http-port",
        "avp.gnutela.host|avp.gnutella",
        "avp.leaves-max|avp.gnutella.leaves-max"
      })
  void unknownKeysAreErrorsThatSuggest(String key, String suggestion) {
    SettingsException e = assertThrows(SettingsException.class, () -> read(key, "1"));
    assertTrue(e.getMessage().startsWith(key.startsWith("avp.gnutela") ? "avp.gnutela" : key));
    assertTrue(e.getMessage().contains("did you mean " + suggestion + "?"), e.getMessage());
  }

  @Test
  void entriesOfPeersAreCheckedToo() throws IOException {
    Path file = dir.resolve("avp.conf");
    Files.writeString(file, "avp.peers = [{ id = a, prot = 1 }]");
    LaunchSettings launch = new LaunchSettings(Map.of(), Map.of(), Optional.of(file));
    SettingsException e = assertThrows(SettingsException.class, launch::read);
    assertTrue(e.getMessage().contains("did you mean port?"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "avp.node.http-port,70000",
    "avp.node.http-port,many",
    "avp.node.remoting-port,-1",
    "avp.node.bind-port,70000",
    "avp.node.seeds,nowhere",
    "avp.node.ready-within,1 ms",
    "avp.node.name,a b",
    "avp.first-port,x",
    "avp.gnutella.host,nowhere",
    "avp.gnutella.host,0.0.0.0",
    "avp.node.host,0.0.0.0",
    "avp.gnutella.leaves-max,-1",
    "avp.gnutella,1"
  })
  void wrongValuesNameTheSetting(String key, String value) {
    SettingsException e = assertThrows(SettingsException.class, () -> read(key, value));
    assertTrue(e.getMessage().startsWith(key + ": "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @ParameterizedTest
  @CsvSource({"avp.node.http-port", "avp.first-port", "avp.gnutella.leaves-max"})
  void aNumberThatIsNoneIsSaidSo(String key) {
    SettingsException e = assertThrows(SettingsException.class, () -> read(key, "many"));
    assertEquals(key + ": must be a number (command line)", e.getMessage());
  }

  @Test
  void aFileThatIsNotThereOrNoHoconIsAnError() throws IOException {
    Path broken = dir.resolve("broken.conf");
    Files.writeString(broken, "avp { node {");
    for (Path file : new Path[] {dir.resolve("absent"), broken}) {
      LaunchSettings launch = new LaunchSettings(Map.of(), Map.of(), Optional.of(file));
      SettingsException e = assertThrows(SettingsException.class, launch::read);
      assertTrue(e.getMessage().startsWith("--config: "), e.getMessage());
    }
  }

  @Test
  void explainTellsMeaningValueAndOrigin() {
    String text = explain(Map.of("AVP_NODE_HTTP_PORT", "9"), "avp.node.http-port");
    for (String part :
        new String[] {
          "# TCP port of the HTTP interface",
          "avp.node.http-port = \"9\"",
          "from: environment variable AVP_NODE_HTTP_PORT",
          "default: 7626",
          "set by: AVP_NODE_HTTP_PORT, --set avp.node.http-port=VALUE"
        }) {
      assertTrue(text.contains(part), part + " is not in\n" + text);
    }
    assertTrue(explain(Map.of(), "avp.gnutella.reachable").contains("from: default"));
    assertTrue(explain(Map.of(), "avp.node").contains("http-port"));
  }

  @ParameterizedTest
  @CsvSource({"avp.node.htp-port, avp.node.http-port", "avp.gnutella.leaves-mx, leaves-max"})
  void explainOfAnUnknownKeySuggests(String key, String suggestion) {
    SettingsException e = assertThrows(SettingsException.class, () -> explain(Map.of(), key));
    assertTrue(e.getMessage().startsWith(key + ": no such setting; did you mean "), key);
    assertTrue(e.getMessage().contains(suggestion), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"akka.loglevel", "avp", "a..b", "''"})
  void onlySettingsOfOursAreExplained(String key) {
    assertThrows(SettingsException.class, () -> explain(Map.of(), key));
  }

  @Test
  void aMisspeltVariableIsAnErrorThatSuggests() {
    SettingsException e =
        assertThrows(
            SettingsException.class,
            () -> explain(Map.of("AVP_NODE_HTP_PORT", "9"), "avp.node.host"));
    assertTrue(e.getMessage().contains("did you mean AVP_NODE_HTTP_PORT?"), e.getMessage());
    explain(Map.of("AVP_NODE_JAVA_OPTS", "-Xmx1g", "AVP_STATE", "/x"), "avp.node.host");
  }

  @Test
  void listsFromFlagsAreSeparatedByCommas() {
    NodeSettings settings =
        new LaunchSettings(
                Map.of(
                    "avp.node.data",
                    dir.toString(),
                    "avp.gnutella.reachable",
                    "127.0.0.0/8, 10.0.0.0/8"),
                Map.of(),
                Optional.empty())
            .read();
    assertEquals(
        java.util.List.of("127.0.0.0/8", "10.0.0.0/8"), settings.avp().gnutella().reachable());
  }

  private static String explain(Map<String, String> environment, String key) {
    return new LaunchSettings(Map.of(), environment, Optional.empty()).explain(key);
  }

  private void read(String key, String value) {
    Map<String, Object> flags = new java.util.HashMap<>(Map.of("avp.node.data", dir.toString()));
    flags.put(key, key.endsWith("seeds") ? java.util.List.of(value) : value);
    new LaunchSettings(flags, Map.of(), Optional.empty()).read();
  }
}
