package io.avp.actor;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The three sharded kinds: where their entities live, and how to reach one. */
final class Entities {
  /** Number of query regions: constant, because the hash space is cut by it. */
  static final int REGIONS = 256;

  private final ClusterSharding sharding;

  /** Registers the kinds; their entities are made with the services of this node. */
  Entities(ActorSystem<?> system, NodeServices services) {
    sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(VirtualPeer.KEY, context -> VirtualPeer.create(context.getEntityId(), services))
            .withStopMessage(new VirtualPeer.Stop())
            .withMessageExtractor(new ShardNames<VirtualPeer.Command>(UnaryOperator.identity()))
            .withAllocationStrategy(new HomeAllocation(system, services.homes()::nodeOf)));
    sharding.init(
        Entity.of(OverlayLink.KEY, context -> OverlayLink.create())
            .withStopMessage(new OverlayLink.Stop())
            .withMessageExtractor(new ShardNames<OverlayLink.Command>(LinkId::shardOf))
            .withAllocationStrategy(
                new HomeAllocation(
                    system, shard -> Optional.of(shard.substring(0, shard.indexOf('~'))))));
    sharding.init(
        Entity.of(
                QueryRegion.KEY,
                context -> QueryRegion.create(Integer.parseInt(context.getEntityId()), services))
            .withStopMessage(new QueryRegion.Stop())
            .withMessageExtractor(new ShardNames<QueryRegion.Command>(UnaryOperator.identity())));
    startLinkShards(services.settings().node());
  }

  /** The virtual peer of that name. */
  EntityRef<VirtualPeer.Command> peer(String id) {
    return entity(VirtualPeer.KEY, id);
  }

  /** The overlay link of that name, which must be well formed. */
  EntityRef<OverlayLink.Command> link(String id) {
    return entity(OverlayLink.KEY, id);
  }

  /** The region of that number. */
  EntityRef<QueryRegion.Command> region(int id) {
    return entity(QueryRegion.KEY, Integer.toString(id));
  }

  private <M> EntityRef<M> entity(EntityTypeKey<M> kind, String id) {
    return sharding.entityRefFor(kind, id);
  }

  /** Starts the link shards of this node: a relation that begins must not wait for them. */
  private void startLinkShards(String node) {
    for (int k = 0; k < LinkId.SHARDS; k++) {
      link(LinkId.of(node, k).toString()).tell(new OverlayLink.Forget());
    }
  }
}
