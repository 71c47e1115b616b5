package io.avp.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.avp.actor.AvpSettings;
import io.avp.actor.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody said at the start: flags win over the environment, the environment over the file,
 * the file over the defaults.
 *
 * @param flags by full path of the setting; values are texts, numbers, or lists of texts
 * @param environment of the process
 * @param file given by {@code --config}
 */
public record LaunchSettings(
    Map<String, Object> flags, Map<String, String> environment, Optional<Path> file) {
  private static final String NAME = "avp.node.name";
  private static final String DATA = "avp.node.data";

  public LaunchSettings {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /**
   * The settings of the node.
   *
   * @throws SettingsException for the first wrong or unknown setting
   */
  public NodeSettings read() {
    Config reference = ConfigFactory.defaultReference();
    Config user = fromFlags().withFallback(fromEnvironment(reference)).withFallback(fromFile());
    new KnownKeysSettings(reference).check(user);
    Config placed = placed(user);
    try {
      return NodeSettings.from(
          AvpSettings.layered(
              akka(placed.withFallback(reference.withOnlyPath("avp")))
                  .withFallback(placed)
                  .withFallback(
                      ConfigFactory.parseResources(LaunchSettings.class, "/avp-node.conf"))));
    } catch (ConfigException | IllegalArgumentException e) {
      throw new SettingsException("configuration", e.getMessage());
    }
  }

  /** Where the value of {@code key} comes from and what it is, in one line. */
  public String explain(String key) {
    Config reference = ConfigFactory.defaultReference();
    if (!key.startsWith("avp.") || !reference.hasPathOrNull(key)) {
      throw new SettingsException(key, "no such setting");
    }
    Config user = fromFlags().withFallback(fromEnvironment(reference)).withFallback(fromFile());
    Config whole = user.withFallback(reference).resolve();
    ConfigValue value = whole.getValue(key);
    String comment = String.join("\n#", reference.getValue(key).origin().comments());
    return (comment.isEmpty() ? "" : "#" + comment + "\n")
        + key
        + " = "
        + value.render(ConfigRenderOptions.concise())
        + "   (from "
        + value.origin().description()
        + ")";
  }

  /** What Akka must know of the node's own settings. */
  private static Config akka(Config avp) {
    return ConfigFactory.parseMap(
        Map.of(
            "akka.remote.artery.canonical.hostname",
            avp.getString("avp.node.host"),
            "akka.remote.artery.canonical.port",
            avp.getValue("avp.node.remoting-port").unwrapped(),
            "akka.cluster.roles",
            List.of("node." + avp.getString(NAME))),
        "settings of the node");
  }

  private Config fromFlags() {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, Object> flag : flags.entrySet()) {
      Object value = flag.getValue();
      config =
          config.withValue(flag.getKey(), ConfigValueFactory.fromAnyRef(value, "command line"));
    }
    return config;
  }

  private Config fromEnvironment(Config reference) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, ConfigValue> known : reference.getConfig("avp").entrySet()) {
      String variable =
          "AVP_" + known.getKey().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      String text = environment.get(variable);
      if (text != null) {
        Object value =
            known.getValue().valueType() == ConfigValueType.LIST ? list(variable, text) : text;
        config =
            config.withValue(
                "avp." + known.getKey(),
                ConfigValueFactory.fromAnyRef(value, "environment variable " + variable));
      }
    }
    return config;
  }

  private static Object list(String variable, String text) {
    if (!text.strip().startsWith("[")) {
      return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
    try {
      return ConfigFactory.parseString("list=" + text).getList("list").unwrapped();
    } catch (ConfigException e) {
      throw new SettingsException(variable, "is not a list: " + e.getMessage());
    }
  }

  private Config fromFile() {
    if (file.isEmpty()) {
      return ConfigFactory.empty();
    }
    if (!Files.isReadable(file.get())) {
      throw new SettingsException("--config", "cannot read " + file.get());
    }
    try {
      return ConfigFactory.parseFile(
          file.get().toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    } catch (ConfigException e) {
      throw new SettingsException("--config", e.getMessage());
    }
  }

  /** Fills in name and data directory, each of which may follow from the other. */
  private Config placed(Config user) {
    String name = text(user, NAME);
    String data = text(user, DATA);
    if (data.isEmpty()) {
      name = name.isEmpty() ? "node-1" : name;
      data = StateRoot.of(environment).resolve(name).toString();
    } else if (name.isEmpty()) {
      name = DataDirectory.nameIn(Path.of(data));
      name = name.isEmpty() ? "node-" + Integer.toHexString(new SecureRandom().nextInt()) : name;
    }
    return ConfigFactory.empty()
        .withValue(NAME, ConfigValueFactory.fromAnyRef(name, "name of the node"))
        .withValue(
            DATA,
            ConfigValueFactory.fromAnyRef(
                Path.of(data).toAbsolutePath().normalize().toString(), "data directory"))
        .withFallback(user);
  }

  private static String text(Config user, String key) {
    try {
      return user.hasPath(key) ? user.getString(key) : "";
    } catch (ConfigException e) {
      throw new SettingsException(key, "must be a text");
    }
  }
}
