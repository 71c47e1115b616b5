package io.avp.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.avp.actor.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The keys that exist under {@code avp}: those of the reference configuration.
 *
 * @param reference the defaults, from the root
 */
record KnownKeysSettings(Config reference) {
  private static final String ROOT = "avp";

  /** What an entry of a list of sections may hold; the reference shows such lists empty. */
  private static final Map<String, List<String>> ENTRIES =
      Map.of("avp.peers", List.of("id", "port", "community"));

  /**
   * Refuses what does not exist, because a misspelt setting that is ignored is worse than none.
   *
   * @param user what flags, environment and file say, from the root
   * @throws SettingsException for the first unknown key, with the most similar known one
   */
  void check(Config user) {
    if (user.root().containsKey(ROOT)) {
      ConfigValue own = user.root().get(ROOT);
      if (own instanceof ConfigObject section) {
        check(ROOT, section, reference.getObject(ROOT));
      } else {
        throw new SettingsException(ROOT, "is a section, not a value");
      }
    }
  }

  /**
   * Refuses a key that does not exist.
   *
   * @throws SettingsException with the most similar known key
   */
  void require(String key) {
    boolean good;
    try {
      good = key.startsWith(ROOT + ".") && reference.hasPathOrNull(key);
    } catch (ConfigException noPath) {
      good = false;
    }
    if (!good) {
      List<String> all =
          reference.getConfig(ROOT).entrySet().stream().map(e -> ROOT + "." + e.getKey()).toList();
      throw new SettingsException(
          key, "no such setting" + Similar.to(key, all).map(KnownKeysSettings::hint).orElse(""));
    }
  }

  private static String hint(String near) {
    return "; did you mean " + near + "?";
  }

  private void check(String path, ConfigObject user, ConfigObject known) {
    for (String key : new TreeSet<>(user.keySet())) {
      String whole = path + "." + ConfigUtil.joinPath(key);
      ConfigValue value = user.get(key);
      ConfigValue sample = known.get(key);
      if (sample == null) {
        throw unknown(whole, value, path, known);
      }
      boolean section = value.valueType() == ConfigValueType.OBJECT;
      if (sample instanceof ConfigObject below) {
        if (!section) {
          throw new SettingsException(whole, "is a section, not a value" + origin(value));
        }
        check(whole, (ConfigObject) value, below);
      } else if (section) {
        throw new SettingsException(whole, "is a value, not a section" + origin(value));
      } else if (sample.valueType() == ConfigValueType.NUMBER && !isNumber(value)) {
        throw new SettingsException(whole, "must be a number" + origin(value));
      } else if (value instanceof ConfigList list) {
        entries(whole, list);
      }
    }
  }

  /** Flags and the environment give numbers as texts. */
  private static boolean isNumber(ConfigValue value) {
    try {
      return Double.isFinite(Double.parseDouble(String.valueOf(value.unwrapped())));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void entries(String path, ConfigList list) {
    List<String> known = ENTRIES.get(path);
    if (known == null) {
      return;
    }
    for (ConfigValue entry : list) {
      if (entry instanceof ConfigObject section) {
        for (String key : section.keySet()) {
          if (!known.contains(key)) {
            throw new SettingsException(
                path + "[]." + key, "no such setting" + origin(entry) + suggestion(key, known));
          }
        }
      }
    }
  }

  private SettingsException unknown(
      String whole, ConfigValue value, String path, ConfigObject known) {
    String last = whole.substring(path.length() + 1);
    String near = Similar.to(last, known.keySet()).map(key -> path + "." + key).orElse("");
    if (near.isEmpty()) {
      // Right word, wrong section?
      near =
          reference.getConfig(ROOT).entrySet().stream()
              .map(entry -> ROOT + "." + entry.getKey())
              .filter(key -> key.endsWith("." + last))
              .sorted()
              .findFirst()
              .orElse("");
    }
    return new SettingsException(
        whole, "no such setting" + origin(value) + (near.isEmpty() ? "" : hint(near)));
  }

  private static String suggestion(String key, List<String> known) {
    return Similar.to(key, known).map(KnownKeysSettings::hint).orElse("");
  }

  private static String origin(ConfigValue value) {
    return " (" + value.origin().description() + ")";
  }
}
