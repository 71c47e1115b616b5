package io.avp.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWMapKey;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.ddata.typed.javadsl.DistributedData;
import akka.cluster.ddata.typed.javadsl.Replicator;
import akka.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.avp.aol.topology.Rendezvous;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps who is at home where, one replica per node, and starts the next life of virtual peers whose
 * home has died, if this node is the one for them.
 *
 * <p>The claims of homes outlive their nodes: they carry the number of the last life, so that no
 * life has the number of an earlier one. Nobody decides for others: all survivors know the same
 * members and choose the same one of them by rendezvous.
 */
final class HomeKeeper extends AbstractBehavior<HomeKeeper.Command> {
  private static final Key<LWWMap<String, HomeClaim>> DATA = LWWMapKey.create("avp-homes");
  private static final Duration MAJORITY = Duration.ofSeconds(3);
  private static final Replicator.ReadConsistency READ = new Replicator.ReadMajority(MAJORITY);
  private static final Replicator.WriteConsistency WRITE = new Replicator.WriteMajority(MAJORITY);

  /** Whoever may be asked to place a virtual peer must know its home before it starts. */
  private static final Replicator.WriteConsistency EVERYBODY = new Replicator.WriteAll(MAJORITY);

  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int TRIES = 30;

  /** Everything that the keeper understands; all of it comes from its own node. */
  sealed interface Command extends Local {}

  /** This node is a member: its claims become known, and it learns those of others. */
  record Claim(ActorRef<Done> replyTo) implements Command {}

  /** Everybody has heard a claim, or not all within the time: gossip spreads it all the same. */
  record Claimed(
      ActorRef<Done> replyTo, Replicator.UpdateResponse<LWWMap<String, HomeClaim>> response)
      implements Command {}

  /** A life of a virtual peer has begun here. */
  record Lived(String id) implements Command {}

  /** What others have claimed, before this node claims. */
  record Known(ActorRef<Done> replyTo, Replicator.GetResponse<LWWMap<String, HomeClaim>> response)
      implements Command {}

  /** The replicated data changed. */
  record Replicated(Replicator.SubscribeResponse<LWWMap<String, HomeClaim>> change)
      implements Command {}

  /** The replicator took an update, or timed out: gossip spreads it all the same. */
  record Updated(Replicator.UpdateResponse<LWWMap<String, HomeClaim>> response)
      implements Command {}

  /** A node is no member any more. */
  record Removed(ClusterEvent.MemberRemoved event) implements Command {}

  /** A virtual peer of a dead home is to live here. */
  record Adopt(String id, int tries) implements Command {}

  /** It does, or not yet. */
  record Adopted(String id, int tries, boolean lives, String why) implements Command {}

  private final ReplicatorMessageAdapter<Command, LWWMap<String, HomeClaim>> replicator;
  private final TimerScheduler<Command> timers;
  private final SelfUniqueAddress self;
  private final String node;
  private final Homes homes;

  static Behavior<Command> create(String node, Homes homes) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    DistributedData.withReplicatorMessageAdapter(
                        (ReplicatorMessageAdapter<Command, LWWMap<String, HomeClaim>> adapter) ->
                            new HomeKeeper(context, timers, adapter, node, homes))));
  }

  private HomeKeeper(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ReplicatorMessageAdapter<Command, LWWMap<String, HomeClaim>> replicator,
      String node,
      Homes homes) {
    super(context);
    this.timers = timers;
    this.replicator = replicator;
    this.node = node;
    this.homes = homes;
    self = DistributedData.get(context.getSystem()).selfUniqueAddress();
    replicator.subscribe(DATA, Replicated::new);
    Cluster.get(context.getSystem())
        .subscriptions()
        .tell(
            Subscribe.create(
                context.messageAdapter(ClusterEvent.MemberRemoved.class, Removed::new),
                ClusterEvent.MemberRemoved.class));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Claim.class, this::onClaim)
        .onMessage(Known.class, this::onKnown)
        .onMessage(Claimed.class, this::onClaimed)
        .onMessage(Lived.class, this::onLived)
        .onMessage(Replicated.class, this::onReplicated)
        .onMessage(Updated.class, updated -> this)
        .onMessage(Removed.class, this::onRemoved)
        .onMessage(Adopt.class, this::onAdopt)
        .onMessage(Adopted.class, this::onAdopted)
        .build();
  }

  private Behavior<Command> onClaim(Claim claim) {
    replicator.askGet(
        asker -> new Replicator.Get<>(DATA, READ, asker),
        response -> new Known(claim.replyTo(), response));
    return this;
  }

  /** Whether others have answered or there are none: what this node knows is claimed. */
  private Behavior<Command> onKnown(Known known) {
    if (known.response() instanceof Replicator.GetSuccess<LWWMap<String, HomeClaim>> found) {
      homes.heard(found.get(DATA).getEntries().values());
    }
    List<HomeClaim> own =
        homes.claims().stream().filter(claim -> claim.node().equals(node)).toList();
    replicator.askUpdate(
        asker ->
            new Replicator.Update<>(DATA, LWWMap.empty(), EVERYBODY, asker, map -> with(map, own)),
        response -> new Claimed(known.replyTo(), response));
    return this;
  }

  private Behavior<Command> onClaimed(Claimed claimed) {
    claimed.replyTo().tell(Done.getInstance());
    return this;
  }

  private Behavior<Command> onLived(Lived lived) {
    List<HomeClaim> own =
        homes.claims().stream().filter(claim -> claim.id().equals(lived.id())).toList();
    replicator.askUpdate(
        asker -> new Replicator.Update<>(DATA, LWWMap.empty(), WRITE, asker, map -> with(map, own)),
        Updated::new);
    return this;
  }

  private LWWMap<String, HomeClaim> with(LWWMap<String, HomeClaim> map, List<HomeClaim> claims) {
    LWWMap<String, HomeClaim> next = map;
    for (HomeClaim claim : claims) {
      next = next.put(self, claim.id(), claim);
    }
    return next;
  }

  private Behavior<Command> onReplicated(Replicated message) {
    if (message.change() instanceof Replicator.Changed<LWWMap<String, HomeClaim>> changed) {
      homes.heard(changed.get(DATA).getEntries().values());
    }
    return this;
  }

  /** Whoever left in order has taken its virtual peers out of the directory before. */
  private Behavior<Command> onRemoved(Removed removed) {
    List<String> members = HomeAllocation.nodes(getContext().getSystem());
    Optional<String> gone = HomeAllocation.node(removed.event().member());
    if (gone.isEmpty() || members.contains(gone.get())) {
      return this; // it has come back already, and starts them itself
    }
    Set<String> known = HomeAllocation.known(getContext().getSystem());
    for (PeerEntry entry : homes.realm()) {
      // Not only its own: who was to run those of another one may have gone before it did.
      boolean orphan = entry.node().equals(gone.get()) || !known.contains(entry.node());
      if (orphan && Rendezvous.first(entry.id(), members).equals(Optional.of(node))) {
        getContext()
            .getLog()
            .info("node {} is gone; virtual peer {} will live here", gone.get(), entry.id());
        homes.adopt(entry.id(), entry.community());
        getContext().getSelf().tell(new Adopt(entry.id(), 1));
      }
    }
    return this;
  }

  private Behavior<Command> onAdopt(Adopt adopt) {
    getContext()
        .ask(
            VirtualPeer.Started.class,
            ClusterSharding.get(getContext().getSystem()).entityRefFor(VirtualPeer.KEY, adopt.id()),
            START,
            VirtualPeer.Start::new,
            (started, failure) ->
                new Adopted(
                    adopt.id(),
                    adopt.tries(),
                    started != null && started.peer().isPresent(),
                    started != null ? started.failure() : String.valueOf(failure)));
    return this;
  }

  private Behavior<Command> onAdopted(Adopted adopted) {
    if (adopted.lives() || homes.definition(adopted.id()).isEmpty()) {
      return this;
    }
    if (adopted.tries() < TRIES) {
      timers.startSingleTimer(adopted.id(), new Adopt(adopted.id(), adopted.tries() + 1), AGAIN);
    } else {
      getContext()
          .getLog()
          .error("virtual peer {} could not be started here: {}", adopted.id(), adopted.why());
    }
    return this;
  }
}
