package io.avp.actor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A part of the configuration, read with checks whose errors name the setting.
 *
 * @param config the part
 * @param path where it is, without a dot at the end
 */
record SectionSettings(Config config, String path) {

  /** A section below this one. */
  SectionSettings section(String key) {
    return new SectionSettings(read(key, config::getConfig), path + "." + key);
  }

  /** A list of sections; each is called after its place in the list. */
  List<SectionSettings> sections(String key) {
    List<SectionSettings> sections = new ArrayList<>();
    for (Config entry : read(key, config::getConfigList)) {
      sections.add(new SectionSettings(entry, path + "." + key + "[" + sections.size() + "]"));
    }
    return sections;
  }

  /** A text that is not empty. */
  String text(String key) {
    String text = read(key, config::getString);
    if (text.isBlank()) {
      throw wrong(key, "must not be empty");
    }
    return text;
  }

  /** A text that {@code parser} understands. */
  <T> T parsed(String key, Function<String, T> parser) {
    return parse(key, text(key), parser);
  }

  /** A list of texts that {@code parser} understands; a single text counts as a list of one. */
  <T> List<T> parsedList(String key, Function<String, T> parser) {
    boolean single =
        config.hasPath(key) && config.getValue(key).valueType() == ConfigValueType.STRING;
    List<String> texts = single ? List.of(text(key)) : read(key, config::getStringList);
    return texts.stream().map(text -> parse(key, text, parser)).toList();
  }

  /** A whole number from {@code min} to {@code max}. */
  int number(String key, int min, int max) {
    int value = read(key, config::getInt);
    if (value < min || value > max) {
      throw wrong(key, "must be " + min + " to " + max + ", is " + value);
    }
    return value;
  }

  /** A size from {@code min} to {@code max} bytes. */
  int bytes(String key, int min, int max) {
    long value = read(key, config::getBytes);
    if (value < min || value > max) {
      throw wrong(key, "must be " + min + " to " + max + " bytes, is " + value);
    }
    return (int) value;
  }

  /** A time from {@code min} to {@code max}. */
  Duration duration(String key, Duration min, Duration max) {
    Duration value = read(key, config::getDuration);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw wrong(
          key,
          "must be "
              + min.toSeconds()
              + " to "
              + max.toSeconds()
              + " seconds, is "
              + value.toSeconds());
    }
    return value;
  }

  /** True or false. */
  boolean flag(String key) {
    return read(key, config::getBoolean);
  }

  /** The error that names {@code key}. */
  SettingsException wrong(String key, String expected) {
    return new SettingsException(path + "." + key, expected);
  }

  private <T> T parse(String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(key, e.getMessage());
    }
  }

  private <T> T read(String key, Function<String, T> getter) {
    try {
      return getter.apply(key);
    } catch (ConfigException.Missing e) {
      throw wrong(key, "is not set");
    } catch (ConfigException e) {
      throw wrong(key, "has the wrong type: " + e.getMessage());
    }
  }
}
