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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

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

  /** Variables that can only be meant for us; the launcher's own are the exception. */
  private static final Pattern SECTION = Pattern.compile("AVP_(NODE|GNUTELLA)_(?!JAVA_OPTS$).*");

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
    Config user = fromFlags(reference).withFallback(fromEnvironment(reference));
    user = user.withFallback(fromFile());
    new KnownKeysSettings(reference).check(user);
    Config placed = placed(user);
    try {
      Config avp = placed.withFallback(reference.withOnlyPath("avp"));
      return NodeSettings.from(
          AvpSettings.layered(
              FormationSettings.akka(avp, avp.getString(NAME))
                  .withFallback(placed)
                  .withFallback(
                      ConfigFactory.parseResources(LaunchSettings.class, "/avp-node.conf"))));
    } catch (ConfigException | IllegalArgumentException e) {
      throw new SettingsException("configuration", e.getMessage());
    }
  }

  /**
   * Meaning, value, origin and default of a setting, and what sets it.
   *
   * @throws SettingsException if there is no such setting, with the most similar one
   */
  public String explain(String key) {
    Config reference = ConfigFactory.defaultReference();
    KnownKeysSettings known = new KnownKeysSettings(reference);
    known.require(key);
    Config user = fromFlags(reference).withFallback(fromEnvironment(reference));
    user = user.withFallback(fromFile());
    known.check(user);
    Config whole = user.withFallback(reference).resolve();
    List<String> lines = new ArrayList<>();
    for (String comment : reference.getValue(key).origin().comments()) {
      lines.add("#" + comment);
    }
    lines.add(key + " = " + rendered(whole, key));
    lines.add("from: " + origin(whole, key));
    if (user.hasPathOrNull(key)) {
      lines.add("default: " + rendered(reference.resolve(), key));
    }
    if (reference.getValue(key).valueType() != ConfigValueType.OBJECT) {
      lines.add("set by: " + variable(key) + ", --set " + key + "=VALUE, or the file of --config");
    }
    return String.join("\n", lines);
  }

  private static String rendered(Config config, String key) {
    return config.getValue(key).render(ConfigRenderOptions.concise());
  }

  private static String origin(Config config, String key) {
    String text = config.getValue(key).origin().description();
    // Where a default lies inside the jars helps nobody.
    return text.startsWith("reference.conf") ? "default" : text;
  }

  private Config fromFlags(Config reference) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, Object> flag : flags.entrySet()) {
      String key = flag.getKey();
      Object value = flag.getValue();
      if (value instanceof String text && isList(reference, key)) {
        value = list(key, text);
      }
      try {
        config = config.withValue(key, ConfigValueFactory.fromAnyRef(value, "command line"));
      } catch (ConfigException e) {
        throw new SettingsException(key, "is no name of a setting");
      }
    }
    return config;
  }

  private Config fromEnvironment(Config reference) {
    Config config = ConfigFactory.empty();
    Set<String> known = new TreeSet<>();
    for (Map.Entry<String, ConfigValue> setting : reference.getConfig("avp").entrySet()) {
      String key = "avp." + setting.getKey();
      String variable = variable(key);
      known.add(variable);
      String text = environment.get(variable);
      if (text != null) {
        Object value = isList(reference, key) ? list(variable, text) : text;
        config =
            config.withValue(
                key, ConfigValueFactory.fromAnyRef(value, "environment variable " + variable));
      }
    }
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (SECTION.matcher(variable).matches() && !known.contains(variable)) {
        String near = Similar.to(variable, known).map(n -> "; did you mean " + n + "?").orElse("");
        throw new SettingsException(variable, "no such setting (environment)" + near);
      }
    }
    return config;
  }

  private static boolean isList(Config reference, String key) {
    try {
      return reference.hasPath(key) && reference.getValue(key).valueType() == ConfigValueType.LIST;
    } catch (ConfigException noPath) {
      return false;
    }
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
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
