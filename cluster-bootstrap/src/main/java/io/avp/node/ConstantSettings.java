package io.avp.node;

import akka.cluster.ConfigValidation;
import akka.cluster.JoinConfigCompatChecker;
import com.typesafe.config.Config;
import java.util.List;
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

  /** Goes up whenever an older node would misunderstand a message or replicated data. */
  static final int PROTOCOL_VERSION = 1;

  /** For Akka. */
  public ConstantSettings() {}

  @Override
  public Seq<String> requiredKeys() {
    return CollectionConverters.asScala(List.of(REGIONS, PROTOCOL)).toSeq();
  }

  @Override
  public ConfigValidation check(Config toCheck, Config actualConfig) {
    return JoinConfigCompatChecker.fullMatch(requiredKeys(), toCheck, actualConfig);
  }

  /** The values of this node, for people. */
  static String told(Config config) {
    return REGIONS
        + " = "
        + config.getInt(REGIONS)
        + ", "
        + PROTOCOL
        + " = "
        + config.getInt(PROTOCOL);
  }
}
