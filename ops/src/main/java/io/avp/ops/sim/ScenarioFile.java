package io.avp.ops.sim;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A scenario file in HOCON, read key by key: each must be there and in its range, and none may be
 * left over.
 */
final class ScenarioFile {
  private static final ConfigRenderOptions FOR_PEOPLE =
      ConfigRenderOptions.defaults().setOriginComments(false).setJson(false);

  private final String name;
  private final Config config;
  private final Set<String> unread = new TreeSet<>();

  private ScenarioFile(String name, Config config) {
    this.name = name;
    this.config = config;
    config.entrySet().forEach(entry -> unread.add(entry.getKey()));
  }

  /** Opens a file. */
  static ScenarioFile open(Path file) throws ScenarioException {
    if (!Files.isReadable(file)) {
      throw new ScenarioException(file + ": there is no such scenario");
    }
    return parse(file.getFileName().toString(), () -> ConfigFactory.parseFile(file.toFile()));
  }

  /** The same for a text. */
  static ScenarioFile ofText(String name, String text) throws ScenarioException {
    return parse(name, () -> ConfigFactory.parseString(text));
  }

  private static ScenarioFile parse(String name, Supplier<Config> parser) throws ScenarioException {
    try {
      return new ScenarioFile(name, parser.get().resolve());
    } catch (ConfigException e) {
      throw new ScenarioException(name + ": " + e.getMessage());
    }
  }

  /** All that it says, with the meaning of each value. */
  String text() {
    return config.root().render(FOR_PEOPLE);
  }

  /** A whole number in a range. */
  int number(String key, int min, int max) throws ScenarioException {
    double value = read(key, Config::getDouble);
    if (value != Math.rint(value)) {
      throw new ScenarioException(name + ": " + key + " = " + value + " is not a whole number");
    }
    return in(key, (int) value, min, max);
  }

  /** A number in a range. */
  double real(String key, double min, double max) throws ScenarioException {
    return in(key, read(key, Config::getDouble), min, max);
  }

  /** Numbers in a range, at least one. */
  double[] reals(String key, double min, double max) throws ScenarioException {
    List<Double> values = read(key, Config::getDoubleList);
    if (values.isEmpty()) {
      throw new ScenarioException(name + ": " + key + " is empty");
    }
    for (double value : values) {
      in(key, value, min, max);
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private <T extends Comparable<T>> T in(String key, T value, T min, T max)
      throws ScenarioException {
    if (!(value.compareTo(min) >= 0 && value.compareTo(max) <= 0)) {
      throw new ScenarioException(
          name + ": " + key + " = " + value + " is not in " + min + " to " + max);
    }
    return value;
  }

  private <T> T read(String key, BiFunction<Config, String, T> getter) throws ScenarioException {
    unread.remove(key);
    try {
      return getter.apply(config, key);
    } catch (ConfigException.Missing e) {
      throw new ScenarioException(name + ": " + key + " is missing");
    } catch (ConfigException e) {
      throw new ScenarioException(name + ": " + key + ": " + e.getMessage());
    }
  }

  /** All keys must have been read. */
  void end() throws ScenarioException {
    if (!unread.isEmpty()) {
      throw new ScenarioException(name + ": unknown key " + String.join(", ", unread));
    }
  }

  /** Shares of a whole must be all of it. */
  void sumsToOne(String key, double[] shares) throws ScenarioException {
    double sum = Arrays.stream(shares).sum();
    if (Math.abs(sum - 1) > 1e-9) {
      throw new ScenarioException(name + ": " + key + " sums to " + sum + ", not to 1");
    }
  }

  /** The least must not be more than the most. */
  void inOrder(String key, int least, String otherKey, int most) throws ScenarioException {
    if (least > most) {
      throw new ScenarioException(
          name + ": " + key + " = " + least + " is more than " + otherKey + " = " + most);
    }
  }

  /** What belongs together must be as many. */
  void sameLength(String key, double[] some, String otherKey, double[] others)
      throws ScenarioException {
    if (some.length != others.length) {
      throw new ScenarioException(
          name + ": " + key + " has " + some.length + " values, " + otherKey + " " + others.length);
    }
  }
}
