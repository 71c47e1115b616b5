package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.avp.gnutella.stream.IoShards;
import io.avp.vcc.cache.AnswerCache;
import io.avp.vcc.cache.FileStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the entities of a node share; they are made by sharding and reach it through its factory.
 *
 * @param system the actor system
 * @param settings of this node
 * @param shards sockets
 * @param homes which virtual peers live where
 * @param directory the replica of the directory on this node
 * @param keeper who is at home where
 * @param exchange questions for and answers of the regions of this node
 * @param regions those of this node
 * @param files what the regions of this node know
 * @param answers what members have answered to questions for the regions of this node
 * @param browses which members may be browsed when
 * @param gateway dials and the host cache
 * @param linkNumbers counts the relations of this node since its start
 * @param gauges numbers for metrics
 * @param random unpredictable: identities and message ids come from it
 * @param nanoClock monotonic, in nanoseconds
 * @param wallClock milliseconds since 1970
 */
record NodeServices(
    ActorSystem<?> system,
    AvpSettings settings,
    IoShards shards,
    Homes homes,
    ActorRef<PeerDirectory.Command> directory,
    ActorRef<HomeKeeper.Command> keeper,
    ActorRef<RegionExchange.Command> exchange,
    LocalRegions regions,
    FileStore files,
    AnswerCache answers,
    ActorRef<BrowseLedger.Command> browses,
    ActorRef<ServentGateway.Command> gateway,
    AtomicLong linkNumbers,
    NodeGauges gauges,
    RandomGenerator random,
    LongSupplier nanoClock,
    LongSupplier wallClock) {

  /** The virtual peer of that name, wherever it lives. */
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

  /** The monotonic clock, in milliseconds. */
  long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong());
  }

  private <M> EntityRef<M> entity(EntityTypeKey<M> kind, String id) {
    return ClusterSharding.get(system).entityRefFor(kind, id);
  }
}
