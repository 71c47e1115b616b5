package io.avp.actor;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.avp.gnutella.stream.StreamSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Settings of the virtual peers of a node; defaults in {@code reference.conf} under {@code avp}.
 *
 * @param node name of this node, unique in the cluster: letters, digits, dashes
 * @param data directory of this node's files
 * @param peers the virtual peers that this node is home of
 * @param gnutella how they behave towards servents
 * @param mesh links between them
 * @param cache what they know of files and answer themselves
 * @param stream limits of the I/O shards
 */
public record AvpSettings(
    String node,
    Path data,
    List<Peer> peers,
    GnutellaSettings gnutella,
    MeshSettings mesh,
    CacheSettings cache,
    StreamSettings stream) {

  /** What names of nodes and virtual peers may look like. */
  private static final String NAME = "[A-Za-z0-9-]{1,64}";

  private static final String DOWNING = MajorityDowning.class.getName();

  /**
   * A virtual peer whose home is this node.
   *
   * @param id its lasting name, unique in the cluster
   * @param port its own TCP and UDP port; 0 takes a free one
   * @param community what it stands for
   */
  public record Peer(String id, int port, String community) {}

  public AvpSettings {
    peers = List.copyOf(peers);
  }

  /**
   * Reads and checks everything under {@code avp} that concerns virtual peers.
   *
   * @param config the whole configuration, resolved, with {@code avp.node.name} and {@code
   *     avp.node.data} set
   * @throws SettingsException for the first wrong setting
   */
  public static AvpSettings from(Config config) {
    SectionSettings avp = new SectionSettings(config.getConfig("avp"), "avp");
    SectionSettings node = avp.section("node");
    String name = node.parsed("name", AvpSettings::name);
    return new AvpSettings(
        name,
        node.parsed("data", Path::of),
        peers(avp, name),
        GnutellaSettings.from(avp.section("gnutella")),
        MeshSettings.from(avp.section("mesh")),
        CacheSettings.from(avp.section("cache")),
        stream(config));
  }

  private static StreamSettings stream(Config config) {
    try {
      return StreamSettings.from(config);
    } catch (IllegalArgumentException | ConfigException e) {
      throw new SettingsException("avp.gnutella.stream", e.getMessage());
    }
  }

  /**
   * Puts the Akka settings that virtual peers need between {@code application} and the libraries'
   * own defaults, and resolves the whole: the order of jars on the class path must not matter.
   */
  public static Config layered(Config application) {
    return ConfigFactory.defaultOverrides()
        .withFallback(application)
        .withFallback(ConfigFactory.parseResources(AvpSettings.class, "/avp-akka.conf"))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }

  /**
   * Refuses a system that was started without {@link #layered}: its links would stop after two
   * minutes, and its messages would not reach other nodes.
   *
   * @throws SettingsException naming the first setting that is not as needed
   */
  static void requireAkka(ActorSystem<?> system) {
    requireAkka(system.settings().config());
  }

  /** The same for a configuration. */
  static void requireAkka(Config config) {
    String sharding = "akka.cluster.sharding.";
    require(config, "akka.actor.serializers.avp-kryo", KryoSerializer.class.getName());
    require(config, "akka.cluster.downing-provider-class", DOWNING);
    require(config, sharding + "passivation.strategy", "none");
    require(config, sharding + "state-store-mode", "ddata");
    require(config, sharding + "coordinator-state.write-majority-plus", "0");
    require(config, sharding + "coordinator-state.read-majority-plus", "0");
    require(config, sharding + "distributed-data.majority-min-cap", "0");
    requireOff(config, sharding + "remember-entities");
    requireOff(config, "akka.actor.allow-java-serialization");
  }

  /** Local address of connections to other nodes; empty for any. */
  static String outboundHost(Config config) {
    return config.getString("akka.remote.artery.advanced.tcp.outbound-client-hostname");
  }

  private static void require(Config config, String key, String needed) {
    if (!config.hasPath(key) || !config.getString(key).equals(needed)) {
      throw new SettingsException(key, "must be " + needed);
    }
  }

  private static void requireOff(Config config, String key) {
    if (!config.hasPath(key) || config.getBoolean(key)) {
      throw new SettingsException(key, "must be off");
    }
  }

  private static List<Peer> peers(SectionSettings avp, String node) {
    List<Peer> peers = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<Integer> ports = new HashSet<>();
    for (SectionSettings entry : avp.sections("peers")) {
      Peer peer =
          new Peer(
              entry.parsed("id", AvpSettings::name),
              entry.number("port", 0, 0xffff),
              entry.config().hasPath("community") ? entry.text("community") : "default");
      if (!ids.add(peer.id)) {
        throw entry.wrong("id", "'" + peer.id + "' is already the id of another peer");
      }
      if (peer.port != 0 && !ports.add(peer.port)) {
        throw entry.wrong("port", peer.port + " is already the port of another peer");
      }
      peers.add(peer);
    }
    if (peers.isEmpty()) {
      int first = avp.number("first-port", 0, 0xffff);
      int count = avp.number("peer-count", 1, 64);
      for (int i = 0; i < count; i++) {
        if (first + i > 0xffff) {
          throw avp.wrong("first-port", "leaves no room for " + count + " ports");
        }
        peers.add(new Peer(node + "-" + i, first == 0 ? 0 : first + i, "default"));
      }
    }
    return peers;
  }

  private static String name(String text) {
    if (!text.matches(NAME)) {
      throw new IllegalArgumentException(
          "'" + text + "' is no name: 1 to 64 letters, digits and dashes");
    }
    return text;
  }
}
