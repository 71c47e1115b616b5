package io.avp.actor;

import akka.actor.typed.DispatcherSelector;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import io.avp.model.LinkId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The three sharded kinds: how their entities are made, and where they live. */
final class Entities {
  /** A number that no relation will have; the first of as many as there are link shards. */
  private static final long NO_RELATION = LinkId.SHARDS * 100_000_000_000_000_000L;

  /**
   * Where questions between nodes are passed on and answered: on few threads, as most of what they
   * cost is waking others.
   */
  static final DispatcherSelector LANE = DispatcherSelector.fromConfig("akka.actor.avp-lane");

  private Entities() {}

  /** Registers the kinds; their entities are made with the services of this node. */
  static void register(NodeServices services) {
    ClusterSharding sharding = ClusterSharding.get(services.system());
    sharding.init(
        Entity.of(VirtualPeer.KEY, context -> VirtualPeerEntity.create(context, services))
            .withStopMessage(new VirtualPeer.Stop())
            .withMessageExtractor(new ShardNames<VirtualPeer.Command>(UnaryOperator.identity()))
            .withAllocationStrategy(
                new HomeAllocation(services.system(), services.homes()::nodeOf, true)));
    sharding.init(
        Entity.of(OverlayLink.KEY, context -> OverlayLink.create(context.getShard()))
            .withStopMessage(new OverlayLink.Stop())
            .withMessageExtractor(new ShardNames<OverlayLink.Command>(LinkId::shardOf))
            .withAllocationStrategy(
                new HomeAllocation(
                    services.system(),
                    shard -> Optional.of(shard.substring(0, shard.indexOf('~'))),
                    false)));
    sharding.init(
        Entity.of(
                QueryRegion.KEY,
                context -> QueryRegion.create(Integer.parseInt(context.getEntityId()), services))
            .withEntityProps(LANE)
            .withStopMessage(new QueryRegion.Stop())
            .withMessageExtractor(new ShardNames<QueryRegion.Command>(RegionPlaces::shardOf))
            .withAllocationStrategy(
                new HomeAllocation(
                    services.system(),
                    shard -> RegionPlaces.nodeOf(services.system(), shard),
                    false)));
    startLinkShards(services);
  }

  /**
   * Starts the link shards of this node: a relation that begins must not wait for them. The
   * entities that are named for it stop at once, so no relation may have their names.
   */
  private static void startLinkShards(NodeServices services) {
    for (int k = 0; k < LinkId.SHARDS; k++) {
      services
          .link(LinkId.of(services.settings().node(), NO_RELATION + k).toString())
          .tell(new OverlayLink.Forget());
    }
  }
}
