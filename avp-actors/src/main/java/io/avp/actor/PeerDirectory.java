package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWMapKey;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.ddata.typed.javadsl.DistributedData;
import akka.cluster.ddata.typed.javadsl.Replicator;
import akka.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The directory of living virtual peers, one replica per node.
 *
 * <p>Soft state in Distributed Data: each virtual peer publishes itself, and nobody else does. What
 * this node publishes is visible here at once; what others publish, with the next gossip. Decides
 * nothing.
 */
final class PeerDirectory extends AbstractBehavior<PeerDirectory.Command> {
  private static final Key<LWWMap<String, PeerEntry>> DATA = LWWMapKey.create("avp-peers");

  /** Everything that the directory understands; all of it comes from its own node. */
  sealed interface Command extends Local {}

  /** A local virtual peer lives, or its facts changed. */
  record Publish(PeerEntry entry) implements Command {}

  /** A local virtual peer has ended. */
  record Withdraw(String id, long incarnation) implements Command {}

  /** Tells now, and after every change, who lives. */
  record Subscribe(ActorRef<Realm> subscriber) implements Command {}

  /** Tells once. */
  record GetRealm(ActorRef<Realm> replyTo) implements Command {}

  /** A subscriber is gone. */
  record Unsubscribe(ActorRef<Realm> subscriber) implements Command {}

  /** The replicated data changed. */
  record Replicated(Replicator.SubscribeResponse<LWWMap<String, PeerEntry>> change)
      implements Command {}

  /** The replicator took an update, or timed out: gossip spreads it all the same. */
  record Updated(Replicator.UpdateResponse<LWWMap<String, PeerEntry>> response)
      implements Command {}

  /** All living virtual peers, by id. */
  record Realm(List<PeerEntry> peers) implements Local {}

  private final ReplicatorMessageAdapter<Command, LWWMap<String, PeerEntry>> replicator;
  private final SelfUniqueAddress self;
  private final String node;
  private final Homes homes;
  private final Map<String, PeerEntry> own = new LinkedHashMap<>();
  private final List<ActorRef<Realm>> subscribers = new ArrayList<>();
  private Map<String, PeerEntry> replicated = Map.of();
  private Realm realm = new Realm(List.of());

  static Behavior<Command> create(String node, Homes homes) {
    return Behaviors.setup(
        context ->
            DistributedData.withReplicatorMessageAdapter(
                (ReplicatorMessageAdapter<Command, LWWMap<String, PeerEntry>> adapter) ->
                    new PeerDirectory(context, adapter, node, homes)));
  }

  private PeerDirectory(
      ActorContext<Command> context,
      ReplicatorMessageAdapter<Command, LWWMap<String, PeerEntry>> replicator,
      String node,
      Homes homes) {
    super(context);
    this.homes = homes;
    this.replicator = replicator;
    this.node = node;
    self = DistributedData.get(context.getSystem()).selfUniqueAddress();
    replicator.subscribe(DATA, Replicated::new);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Publish.class, this::onPublish)
        .onMessage(Withdraw.class, this::onWithdraw)
        .onMessage(Subscribe.class, this::onSubscribe)
        .onMessage(Unsubscribe.class, this::onUnsubscribe)
        .onMessage(GetRealm.class, this::onGetRealm)
        .onMessage(Replicated.class, this::onReplicated)
        .onMessage(Updated.class, this::onUpdated)
        .build();
  }

  private Behavior<Command> onPublish(Publish publish) {
    PeerEntry entry = publish.entry();
    own.put(entry.id(), entry);
    update(map -> map.put(self, entry.id(), entry));
    tellRealm();
    return this;
  }

  private Behavior<Command> onWithdraw(Withdraw withdraw) {
    PeerEntry entry = own.get(withdraw.id());
    if (entry != null && entry.incarnation() == withdraw.incarnation()) {
      own.remove(withdraw.id());
      update(map -> map.remove(self, withdraw.id()));
      tellRealm();
    }
    return this;
  }

  private Behavior<Command> onSubscribe(Subscribe subscribe) {
    subscribers.add(subscribe.subscriber());
    getContext().watchWith(subscribe.subscriber(), new Unsubscribe(subscribe.subscriber()));
    subscribe.subscriber().tell(realm);
    return this;
  }

  private Behavior<Command> onUnsubscribe(Unsubscribe unsubscribe) {
    subscribers.remove(unsubscribe.subscriber());
    return this;
  }

  private Behavior<Command> onGetRealm(GetRealm get) {
    get.replyTo().tell(realm);
    return this;
  }

  private Behavior<Command> onReplicated(Replicated message) {
    if (message.change() instanceof Replicator.Changed<LWWMap<String, PeerEntry>> changed) {
      replicated = changed.get(DATA).getEntries();
      tellRealm();
    }
    return this;
  }

  private Behavior<Command> onUpdated(Updated updated) {
    return this;
  }

  private void update(Function<LWWMap<String, PeerEntry>, LWWMap<String, PeerEntry>> change) {
    replicator.askUpdate(
        replyTo ->
            new Replicator.Update<>(DATA, LWWMap.empty(), Replicator.writeLocal(), replyTo, change),
        Updated::new);
  }

  /** Own facts win over what gossip says of this node: they are newer. */
  private void tellRealm() {
    List<PeerEntry> peers = new ArrayList<>(own.values());
    for (PeerEntry entry : replicated.values()) {
      if (!entry.node().equals(node) && !own.containsKey(entry.id())) {
        peers.add(entry);
      }
    }
    peers.sort(Comparator.comparing(PeerEntry::id));
    Realm now = new Realm(List.copyOf(peers));
    if (!now.equals(realm)) {
      realm = now;
      homes.realm(now.peers());
      subscribers.forEach(subscriber -> subscriber.tell(now));
    }
  }
}
