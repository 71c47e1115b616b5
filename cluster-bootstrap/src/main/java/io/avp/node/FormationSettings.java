package io.avp.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.avp.actor.SettingsException;
import io.avp.vcc.cache.SlotHints;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How a node finds the others.
 *
 * @param seeds nodes to join, {@code host:port}; empty: none
 * @param joinWithin longest time to find a cluster
 * @param discovery {@code config}, or a method of Akka Discovery
 */
record FormationSettings(List<String> seeds, Duration joinWithin, String discovery) {
  /** The method that uses the list of seeds. */
  static final String BY_SEEDS = "config";

  private static final String SEEDS = "avp.node.seeds";
  private static final String DISCOVERY = "avp.node.discovery";

  FormationSettings {
    seeds = List.copyOf(seeds);
  }

  /**
   * Reads and checks the settings.
   *
   * @throws SettingsException for the first wrong one
   */
  static FormationSettings from(Config config) {
    List<String> seeds = read(SEEDS, config::getStringList);
    seeds.forEach(FormationSettings::requireSeed);
    Duration within = read("avp.node.join-within", config::getDuration);
    if (within.toMillis() < 2_000 || within.toMinutes() > 10) {
      throw new SettingsException(
          "avp.node.join-within", "must be 2 s to 10 minutes, is " + within.toMillis() + " ms");
    }
    number(config, "avp.node.bootstrap-port", 0xffff);
    number(config, "avp.node.discovery-contacts", 100);
    return new FormationSettings(seeds, within, discovery(config));
  }

  /** True if the list of seeds says whom to join. */
  boolean bySeeds() {
    return discovery.equals(BY_SEEDS);
  }

  /**
   * What Akka must know.
   *
   * @param avp the node's settings over their defaults, not checked yet
   * @param name of the node
   */
  static Config akka(Config avp, String name) {
    String host = avp.getString("avp.node.host");
    Object port = avp.getValue("avp.node.remoting-port").unwrapped();
    List<String> seeds = read(SEEDS, avp::getStringList);
    boolean first = !seeds.isEmpty() && seeds.get(0).equals(host + ":" + port);
    Map<String, Object> keys = new HashMap<>();
    keys.put("akka.remote.artery.canonical.hostname", host);
    keys.put("akka.remote.artery.canonical.port", port);
    keys.put("akka.remote.artery.bind.hostname", avp.getString("avp.node.bind-host"));
    int bound = avp.getInt("avp.node.bind-port");
    keys.put("akka.remote.artery.bind.port", bound == 0 ? "" : bound);
    keys.put("akka.cluster.roles", List.of("node." + name));
    // Akka's first seed forms a cluster when nobody has answered for that long, as behind a cut
    // network; ours only
    // when all say that they are in none. The others only ask again.
    keys.put("akka.cluster.seed-node-timeout", first ? "1h" : "500ms");
    keys.put(
        "akka.cluster.shutdown-after-unsuccessful-join-seed-nodes",
        avp.getValue("avp.node.join-within").unwrapped());
    keys.put(ConstantSettings.REGIONS, SlotHints.REGIONS);
    keys.put(ConstantSettings.PROTOCOL, ConstantSettings.PROTOCOL_VERSION);
    keys.put(ConstantSettings.VERSION, BuildVersion.text());
    keys.put(
        "akka.management.cluster.bootstrap.contact-point-discovery.discovery-method",
        method(avp.getString(DISCOVERY)));
    String contact = "akka.management.cluster.bootstrap.contact-point";
    keys.put("akka.management.http.hostname", host);
    keys.put("akka.management.http.port", avp.getValue("avp.node.bootstrap-port").unwrapped());
    keys.put(contact + ".fallback-port", avp.getValue("avp.node.bootstrap-port").unwrapped());
    keys.put(
        contact + "-discovery.service-name",
        avp.getValue("avp.node.discovery-service").unwrapped());
    keys.put(
        contact + "-discovery.required-contact-point-nr",
        avp.getValue("avp.node.discovery-contacts").unwrapped());
    return ConfigFactory.parseMap(keys, "settings of the node");
  }

  /** DNS has another name with Akka. */
  private static String method(String discovery) {
    return discovery.equals("dns") ? "akka-dns" : discovery;
  }

  private static String discovery(Config config) {
    String method = method(read(DISCOVERY, config::getString));
    if (!method.equals(BY_SEEDS) && !known(config, method)) {
      throw new SettingsException(
          DISCOVERY,
          "'"
              + method
              + "' is neither config, dns, kubernetes-api nor has akka.discovery a section"
              + " of that name");
    }
    if (!method.equals(BY_SEEDS) && !config.getStringList(SEEDS).isEmpty()) {
      throw new SettingsException(DISCOVERY, "is '" + method + "', but avp.node.seeds is set too");
    }
    return method;
  }

  private static boolean known(Config config, String method) {
    return method.matches("[A-Za-z0-9-]+") && config.hasPath("akka.discovery." + method + ".class");
  }

  private static void requireSeed(String seed) {
    int colon = seed.lastIndexOf(':');
    if (colon < 1 || !seed.substring(colon + 1).matches("[1-9]\\d{0,4}")) {
      throw new SettingsException(
          SEEDS, "'" + seed + "' is not of the form host:port, as in 127.0.0.1:7355");
    }
  }

  private static void number(Config config, String key, int max) {
    int value = read(key, config::getInt);
    if (value < 1 || value > max) {
      throw new SettingsException(key, "must be 1 to " + max + ", is " + value);
    }
  }

  private static <T> T read(String key, Function<String, T> getter) {
    try {
      return getter.apply(key);
    } catch (ConfigException e) {
      throw new SettingsException(key, "has the wrong type: " + e.getMessage());
    }
  }
}
