package io.avp.node;

import akka.cluster.ConfigValidation;
import akka.cluster.JoinConfigCompatChecker;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What must be the same on all nodes of a cluster; Akka refuses a node that differs when it wants
 * to join. Not settings: they follow from the build.
 */
public final class ConstantSettings extends JoinConfigCompatChecker {
  /** Number of query regions. */
  static final String REGIONS = "avp-cluster.regions";

  /** Version of what nodes say to each other. */
  static final String PROTOCOL = "avp-cluster.protocol";

  /** Version of the program: what nodes of different versions would do together is not tested. */
  static final String VERSION = "avp-cluster.version";

  /** What is compared: ours, then what Akka's own checks compare. */
  private static final List<String> COMPARED =
      List.of(
          REGIONS,
          PROTOCOL,
          VERSION,
          "akka.cluster.downing-provider-class",
          "akka.cluster.split-brain-resolver.active-strategy",
          "akka.cluster.sharding.state-store-mode");

  /** Goes up whenever an older node would misunderstand a message or replicated data. */
  static final int PROTOCOL_VERSION = 5;

  /** For Akka. */
  public ConstantSettings() {}

  @Override
  public Seq<String> requiredKeys() {
    return CollectionConverters.asScala(List.of(REGIONS, PROTOCOL, VERSION)).toSeq();
  }

  @Override
  public ConfigValidation check(Config toCheck, Config actualConfig) {
    return JoinConfigCompatChecker.fullMatch(requiredKeys(), toCheck, actualConfig);
  }

  /** The values of this node: a line each, the key, a blank, the value. */
  static String told(Config config) {
    return COMPARED.stream()
        .map(key -> key + " " + config.getString(key))
        .collect(Collectors.joining("\n"));
  }

  /**
   * What differs between two nodes, for people.
   *
   * @param here what the one told
   * @param there what the other told, who may be of another build and know other keys
   */
  static List<String> differences(String here, String there) {
    Map<String, String> others = values(there);
    List<String> all = new ArrayList<>();
    values(here)
        .forEach(
            (key, value) -> {
              String other = others.getOrDefault(key, "not known");
              if (!other.equals(value)) {
                all.add(key + " is " + value + " here and " + other + " there");
              }
            });
    return all;
  }

  private static Map<String, String> values(String told) {
    Map<String, String> values = new LinkedHashMap<>();
    told.lines()
        .map(line -> line.split(" ", 2))
        .filter(words -> words.length == 2)
        .forEach(words -> values.put(words[0], words[1]));
    return values;
  }
}
