package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.ClusterShardingSettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.RateLimit;
import io.avp.vcc.policy.AnswerPolicySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that virtual peers stand on, and errors that name the setting. */
class AvpSettingsTest {
  private static final Path DATA = Path.of("/data");

  private static Config layered(String... lines) {
    return TestNode.config(DATA, lines);
  }

  @Test
  void theAkkaSettingsThatTheDesignNeeds() {
    Config akka = layered().getConfig("akka");
    Config sharding = akka.getConfig("cluster.sharding");
    assertEquals("none", sharding.getString("passivation.strategy"));
    assertFalse(sharding.getBoolean("remember-entities"));
    assertEquals("ddata", sharding.getString("state-store-mode"));
    assertEquals(0, sharding.getInt("coordinator-state.write-majority-plus"));
    assertEquals(0, sharding.getInt("coordinator-state.read-majority-plus"));
    assertEquals(0, sharding.getInt("distributed-data.majority-min-cap"));
    assertEquals(MajorityDowning.class.getName(), akka.getString("cluster.downing-provider-class"));
    assertEquals("keep-majority", akka.getString("cluster.split-brain-resolver.active-strategy"));
    assertEquals(
        Duration.ofSeconds(7), akka.getDuration("cluster.split-brain-resolver.stable-after"));
    assertEquals("off", akka.getString("cluster.split-brain-resolver.down-all-when-unstable"));
    assertFalse(akka.getBoolean("actor.allow-java-serialization"));
    assertEquals("cluster", akka.getString("actor.provider"));
    assertTrue(
        akka.getDuration("coordinated-shutdown.phases.service-requests-done.timeout")
                .compareTo(Duration.ofSeconds(5))
            > 0,
        "virtual peers get five seconds to say Bye");
  }

  @Test
  void noKindOfEntityIsPassivated() {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "avp-settings", layered());
    try {
      // What every kind takes unless it is told otherwise; the three kinds are not.
      var settings = ClusterShardingSettings.apply(Adapter.toClassic(system));
      assertEquals("NoPassivationStrategy$", simpleName(settings.passivationStrategy()));
      assertFalse(settings.rememberEntities());
      AvpSettings.requireAkka(system);
    } finally {
      system.terminate();
    }
  }

  private static String simpleName(Object object) {
    String name = object.getClass().getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.indexOf('$')) + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "akka.cluster.sharding.passivation.strategy, default-strategy",
    "akka.cluster.sharding.remember-entities, on",
    "akka.cluster.sharding.state-store-mode, persistence",
    "akka.cluster.sharding.coordinator-state.write-majority-plus, 3",
    "akka.cluster.sharding.coordinator-state.read-majority-plus, 5",
    "akka.cluster.sharding.distributed-data.majority-min-cap, 5",
    "akka.cluster.downing-provider-class, ''",
    "akka.actor.allow-java-serialization, on",
    "akka.actor.serializers.avp-kryo, akka.serialization.NullSerializer",
  })
  void aSystemWithOtherSettingsIsRefusedAndTheSettingNamed(String key, String value) {
    Config wrong = ConfigFactory.parseString(key + " = \"" + value + "\"").withFallback(layered());
    SettingsException refused =
        assertThrows(SettingsException.class, () -> AvpSettings.requireAkka(wrong));
    assertEquals(key, refused.key());
    assertTrue(refused.getMessage().startsWith(key), refused.getMessage());
  }

  @Test
  void aSystemWithoutTheLayerIsRefused() {
    assertThrows(SettingsException.class, () -> AvpSettings.requireAkka(ConfigFactory.load()));
    AvpSettings.requireAkka(layered());
  }

  @Test
  void applicationSettingsWinOverTheLayer() {
    assertEquals(
        Duration.ofSeconds(20),
        layered("akka.cluster.split-brain-resolver.stable-after = 20s")
            .getDuration("akka.cluster.split-brain-resolver.stable-after"));
  }

  @Test
  void defaultsAreSafe() {
    Config reference =
        AvpSettings.layered(ConfigFactory.parseString("avp.node { name = a, data = /d }"));
    AvpSettings settings = AvpSettings.from(reference);
    GnutellaSettings gnutella = settings.gnutella();
    assertEquals(HostAddress.parseIp("127.0.0.1"), gnutella.host());
    assertFalse(gnutella.dialOut());
    assertEquals(List.of(), gnutella.dial());
    assertEquals(List.of("public"), gnutella.reachable());
    assertEquals(List.of(new AvpSettings.Peer("a-0", 16346, "default")), settings.peers());
    assertEquals(GnutellaSettings.Deflate.ULTRAPEERS, gnutella.deflate());
    assertEquals(
        new CacheSettings(
            true,
            true,
            64 << 20,
            16 << 20,
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            AnswerPolicySettings.STANDARD,
            Duration.ofSeconds(2),
            8),
        settings.cache());
    assertEquals(RateLimit.of(1, 1, 30), gnutella.rates().leafQueries());
    assertEquals(RateLimit.of(200, 1, 1_000), gnutella.rates().ultrapeerQueries());
  }

  @Test
  void peersAreListedOrCounted() {
    assertEquals(
        List.of(
            new AvpSettings.Peer("n1-0", 7000, "default"),
            new AvpSettings.Peer("n1-1", 7001, "default")),
        AvpSettings.from(layered("avp.first-port = 7000")).peers());
    assertEquals(
        List.of(new AvpSettings.Peer("x", 0, "default"), new AvpSettings.Peer("y", 1, "c")),
        AvpSettings.from(
                layered("avp.peers = [{id = x, port = 0}, {id = y, port = 1, community = c}]"))
            .peers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "avp.node.name = \"a b\" | avp.node.name",
        "avp.node.name = null | avp.node.name",
        "avp.first-port = 70000 | avp.first-port",
        "avp.first-port = 65535 | avp.first-port",
        "avp.peer-count = 0 | avp.peer-count",
        "avp.peers = [{id = x, port = 1}, {id = x, port = 2}] | avp.peers[1].id",
        "avp.peers = [{id = x, port = 1}, {id = y, port = 1}] | avp.peers[1].port",
        "avp.peers = [{id = x}] | avp.peers[0].port",
        "avp.peers = 5 | avp.peers",
        "avp.gnutella.host = nowhere | avp.gnutella.host",
        "avp.gnutella.dial = [\"127.0.0.1\"] | avp.gnutella.dial",
        "avp.gnutella.dial-out = maybe | avp.gnutella.dial-out",
        "avp.gnutella.user-agent = \" \" | avp.gnutella.user-agent",
        "avp.gnutella.user-agent = \"A\\r\\nX-Evil: 1\" | avp.gnutella.user-agent",
        "avp.gnutella.reachable = [] | avp.gnutella.reachable",
        "avp.gnutella.reachable = [\"10.0.0.1/8\"] | avp.gnutella.reachable",
        "avp.gnutella.leaves-max = -1 | avp.gnutella.leaves-max",
        "avp.gnutella.leaves-max = 65000 | avp.gnutella.leaves-max",
        "avp.gnutella.ultrapeers-wanted = 33 | avp.gnutella.ultrapeers-wanted",
        "avp.gnutella.legacy-dial = [\"127.0.0.1:6400\"] | avp.gnutella.legacy-dial",
        "avp.gnutella { legacy = true, legacy-max = 0 } | avp.gnutella.legacy-max",
        "avp.gnutella.ultrapeers-max = 1001 | avp.gnutella.ultrapeers-max",
        "avp.gnutella.per-address-max = 0 | avp.gnutella.per-address-max",
        "avp.gnutella.guid-slots = 1500 | avp.gnutella.guid-slots",
        "avp.gnutella.guid-slots = 512 | avp.gnutella.guid-slots",
        "avp.gnutella.rates.leaf-queries = 0 | avp.gnutella.rates.leaf-queries",
        "avp.gnutella.rates.ultrapeer-queries-burst = 0 |"
            + " avp.gnutella.rates.ultrapeer-queries-burst",
        "avp.cache.answering = maybe | avp.cache.answering",
        "avp.cache.index-query = maybe | avp.cache.index-query",
        "avp.cache.holdings = 100 KiB | avp.cache.holdings",
        "avp.cache.lists = 10 KiB | avp.cache.lists",
        "avp.cache.fresh = 10 s | avp.cache.fresh",
        "avp.cache.forget = 20 minutes | avp.cache.forget",
        "avp.cache.target = 256 | avp.cache.target",
        "avp.cache.contradictions = -1 | avp.cache.contradictions",
        "avp.gnutella.deflate = some | avp.gnutella.deflate",
        "avp.gnutella.stream.rounds = 1 | avp.gnutella.stream",
      })
  void anErrorNamesTheSetting(String line, String key) {
    SettingsException wrong =
        assertThrows(SettingsException.class, () -> AvpSettings.from(layered(line)));
    assertEquals(key, wrong.key());
    assertTrue(wrong.getMessage().startsWith(key + ": "), wrong.getMessage());
  }

  @Test
  void aSingleTextIsAListOfOne() {
    assertEquals(
        List.of(HostAddress.parse("1.2.3.4:5")),
        AvpSettings.from(layered("avp.gnutella.dial = \"1.2.3.4:5\"")).gnutella().dial());
  }
}
