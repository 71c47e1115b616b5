package io.avp.actor;

import akka.actor.typed.ActorSystem;
import io.avp.aol.topology.Rendezvous;
import io.avp.vcc.cache.SlotHints;
import java.util.Optional;

/**
 * Where the query regions live: spread over the members by rendezvous, so that each node can tell
 * it alone, a node that comes takes only its share, and one that goes leaves only its share behind.
 *
 * <p>Regions are placed in groups: every placing is a write to a majority of the nodes, and many of
 * them would be felt at the start and when a node dies.
 */
final class RegionPlaces {
  /** Regions of one shard. */
  private static final int GROUP = 4;

  private RegionPlaces() {}

  /** The shard of a region. */
  static String shardOf(String region) {
    return Integer.toString(Integer.parseInt(region) / GROUP);
  }

  /** The node that a shard belongs to; empty if there is no member. */
  static Optional<String> nodeOf(ActorSystem<?> system, String shard) {
    return Rendezvous.first("regions-" + shard, HomeAllocation.nodes(system));
  }

  /** The node that a region belongs to, 0 to 255. */
  static Optional<String> nodeOf(ActorSystem<?> system, int region) {
    if (region < 0 || region >= SlotHints.REGIONS) {
      throw new IllegalArgumentException("region " + region);
    }
    return nodeOf(system, shardOf(Integer.toString(region)));
  }
}
