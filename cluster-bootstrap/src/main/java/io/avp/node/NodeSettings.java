package io.avp.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.avp.actor.AvpSettings;
import io.avp.actor.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Settings of a node; defaults in {@code reference.conf} under {@code avp.node}.
 *
 * @param name unique in the cluster
 * @param data directory of its files
 * @param host address for other nodes
 * @param remotingPort port for other nodes, 0 for any
 * @param bindHost address that it binds for them
 * @param bindPort port that it binds for them, 0 for any
 * @param formation how it finds the other nodes
 * @param httpHost address of the HTTP interface
 * @param httpPort port of the HTTP interface, 0 for any
 * @param httpNames further good values of a Host header
 * @param readyWithin longest time to become ready
 * @param gnutellaHost address that the virtual peers bind
 * @param avp settings of the virtual peers
 * @param config everything
 */
public record NodeSettings(
    String name,
    Path data,
    String host,
    int remotingPort,
    String bindHost,
    int bindPort,
    FormationSettings formation,
    String httpHost,
    int httpPort,
    List<String> httpNames,
    Duration readyWithin,
    String gnutellaHost,
    AvpSettings avp,
    Config config) {
  /** Name of the actor system: a part of every node's address. */
  static final String SYSTEM = "avp";

  public NodeSettings {
    httpNames = List.copyOf(httpNames);
  }

  /**
   * Reads and checks the whole configuration.
   *
   * @throws SettingsException for the first wrong setting
   */
  static NodeSettings from(Config config) {
    AvpSettings avp = AvpSettings.from(config);
    return new NodeSettings(
        text(config, "avp.node.name"),
        Path.of(text(config, "avp.node.data")),
        announced(config, "avp.node.host"),
        port(config, "avp.node.remoting-port"),
        bindHost(config),
        bindPort(config),
        FormationSettings.from(config),
        text(config, "avp.node.http-host"),
        port(config, "avp.node.http-port"),
        texts(config, "avp.node.http-names"),
        readyWithin(config),
        announced(config, "avp.gnutella.host"),
        avp,
        config);
  }

  /** Nodes to join, {@code host:port}. */
  List<String> seeds() {
    return formation.seeds();
  }

  /** True if nothing says how to find other nodes. */
  public boolean findsNobody() {
    return formation.bySeeds() && formation.seeds().isEmpty();
  }

  /** Starts an actor system with this configuration. */
  <T> ActorSystem<T> start(Behavior<T> guardian) {
    return ActorSystem.create(guardian, SYSTEM, config);
  }

  private static Duration readyWithin(Config config) {
    String key = "avp.node.ready-within";
    Duration within = read(key, config::getDuration);
    if (within.toMillis() < 1_000 || within.toMinutes() > 10) {
      throw new SettingsException(
          key, "must be 1 s to 10 minutes, is " + within.toSeconds() + " s");
    }
    return within;
  }

  private static int port(Config config, String key) {
    int port = read(key, config::getInt);
    if (port < 0 || port > 0xffff) {
      throw new SettingsException(key, "must be 0 to 65535, is " + port);
    }
    return port;
  }

  private static String bindHost(Config config) {
    String host = read("avp.node.bind-host", config::getString);
    return host.isEmpty() ? config.getString("avp.node.host") : host;
  }

  private static int bindPort(Config config) {
    String key = "avp.node.bind-port";
    int port = port(config, key);
    int announced = config.getInt("avp.node.remoting-port");
    if (port != 0 && announced == 0) {
      throw new SettingsException(
          key, "is " + port + ", but others cannot be told a port: avp.node.remoting-port is 0");
    }
    return port == 0 ? announced : port;
  }

  private static String text(Config config, String key) {
    String text = read(key, config::getString);
    if (text.isBlank()) {
      throw new SettingsException(key, "must not be empty");
    }
    return text;
  }

  /** An address that is told to others: one that they can dial. */
  private static String announced(Config config, String key) {
    String host = text(config, key);
    if (host.equals("0.0.0.0") || host.equals("::")) {
      throw new SettingsException(
          key, "'" + host + "' is no address that others could dial; name the one they can");
    }
    return host;
  }

  private static List<String> texts(Config config, String key) {
    return read(key, config::getStringList);
  }

  private static <T> T read(String key, Function<String, T> getter) {
    try {
      return getter.apply(key);
    } catch (ConfigException.Missing e) {
      throw new SettingsException(key, "is not set");
    } catch (ConfigException e) {
      throw new SettingsException(key, "has the wrong type: " + e.getMessage());
    }
  }
}
