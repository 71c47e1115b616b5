package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.AvpId;
import io.avp.vcc.cache.HolderFiles;
import io.avp.vcc.cache.SlotGaps;
import io.avp.vcc.cache.SlotHints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where the regions of a node hear of members' files, so that a virtual peer of any node sends each
 * file once per node and not once per word. What a member or a virtual peer that has left had is
 * not answered from the moment on at which this hears of it; the regions forget it afterwards.
 *
 * <p>It is found at the same path on every node. Keeps who has told, nothing of what.
 */
final class HoldingsExchange extends AbstractBehavior<HoldingsExchange.Command> {
  /** Name among the system actors of every node. */
  static final String NAME = "avp-holdings";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Everything that the exchange understands. */
  sealed interface Command {}

  /**
   * Files of members of a virtual peer, in addition to what was told of them.
   *
   * @param number comes back with the answer, {@link VirtualPeer.Learned}
   */
  record Learn(
      String peer,
      long incarnation,
      long number,
      List<MemberFiles> members,
      ActorRef<VirtualPeer.Command> replyTo)
      implements Command, Sharded {}

  /** Members of a virtual peer have left it, or its knowledge of their files is old. */
  record Left(String peer, List<Guid> members) implements Command, Sharded {}

  /** Members of a virtual peer are there, with the files that were told. */
  record Confirm(List<Guid> members) implements Command, Sharded {}

  /** Servents have left that have answered questions themselves. */
  record Parted(List<Guid> servents) implements Command, Sharded {}

  /**
   * Members of a virtual peer have slots that they did not have, so that what was answered of late
   * may not be all any more.
   *
   * @param slots as {@link SlotGaps} has them
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record Gained(String peer, byte[] slots) implements Command, Sharded {}

  /** What members have answered to questions for regions of this node. */
  record Keep(List<HeardAnswer> answers) implements Command, Sharded {}

  /** Lists files of a servent after the one of that id; each file is listed by one node. */
  record ListFiles(Guid servent, String after, int limit, ActorRef<Listed> replyTo)
      implements Command, Sharded {}

  /** Answer to {@link ListFiles}. */
  record Listed(List<HoldingView> items, long total) implements Sharded {}

  /** Forgets a servent, whoever has told of it. */
  record Purge(Guid servent, ActorRef<Purged> replyTo) implements Command, Sharded {}

  /**
   * Answer to {@link Purge}, and to {@link VirtualPeer.Purge}: nothing of it is answered any more.
   *
   * @param known false if nothing was known
   */
  record Purged(boolean known) implements Sharded {}

  /** Who lives in the realm. */
  record RealmChanged(List<PeerEntry> peers) implements Command, Local {}

  /** What an incarnation of a virtual peer has told of. */
  private static final class Life {
    final long incarnation;
    final Set<Guid> members = new HashSet<>();

    /** The directory has shown it: when it does not any more, it is dead. */
    boolean seen;

    Life(long incarnation) {
      this.incarnation = incarnation;
    }
  }

  private final NodeServices services;
  private final Map<String, Life> lives = new HashMap<>();

  /** Incarnations of those that live. */
  private Map<String, Long> present = Map.of();

  static Behavior<Command> create(NodeServices services) {
    return Behaviors.<Command>supervise(
            Behaviors.setup(context -> new HoldingsExchange(context, services)))
        .onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }

  private HoldingsExchange(ActorContext<Command> context, NodeServices services) {
    super(context);
    this.services = services;
    services
        .directory()
        .tell(
            new PeerDirectory.Subscribe(
                context.messageAdapter(
                    PeerDirectory.Realm.class, realm -> new RealmChanged(realm.peers()))));
  }

  /** The exchange of a node of that name; empty if there is no such node. */
  static Optional<ActorRef<Command>> at(ActorSystem<?> system, String node) {
    for (Member member : Cluster.get(system).state().getMembers()) {
      if (HomeAllocation.node(member).equals(Optional.of(node))) {
        return Optional.of(at(system, member));
      }
    }
    return Optional.empty();
  }

  /** The exchanges of all nodes. */
  static List<ActorRef<Command>> all(ActorSystem<?> system) {
    List<ActorRef<Command>> all = new ArrayList<>();
    for (Member member : Cluster.get(system).state().getMembers()) {
      all.add(at(system, member));
    }
    return all;
  }

  private static ActorRef<Command> at(ActorSystem<?> system, Member member) {
    return ActorRefResolver.get(system).resolveActorRef(member.address() + "/system/" + NAME);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Learn.class, this::onLearn)
        .onMessage(Left.class, this::onLeft)
        .onMessage(Confirm.class, this::onConfirm)
        .onMessage(Parted.class, this::onParted)
        .onMessage(Gained.class, this::onGained)
        .onMessage(Keep.class, this::onKeep)
        .onMessage(ListFiles.class, this::onListFiles)
        .onMessage(Purge.class, this::onPurge)
        .onMessage(RealmChanged.class, this::onRealmChanged)
        .build();
  }

  private Behavior<Command> onLearn(Learn learn) {
    Life life = lives.get(learn.peer());
    if (life != null && life.incarnation > learn.incarnation()) {
      return this;
    }
    if (life == null || life.incarnation < learn.incarnation()) {
      end(learn.peer());
      life = new Life(learn.incarnation());
      lives.put(learn.peer(), life);
    }
    List<Scattered.Part<QueryRegion.Learnt>> parts = new ArrayList<>();
    for (Map.Entry<Integer, ByRegion> part : byRegion(learn).entrySet()) {
      ByRegion files = part.getValue();
      parts.add(
          new Scattered.Part<>(
              "region " + part.getKey(),
              services
                  .region(part.getKey())
                  .ask(
                      replyTo -> new QueryRegion.Learn(files.members(), files.prefixes(), replyTo),
                      PATIENCE)));
    }
    for (MemberFiles member : learn.members()) {
      life.members.add(member.holder().servent());
    }
    Scattered.gather(parts)
        .thenAccept(
            all ->
                learn
                    .replyTo()
                    .tell(
                        new VirtualPeer.Learned(
                            learn.number(), all.missing().isEmpty(), refusals(all.answers()))));
    return this;
  }

  private static Map<Integer, ByRegion> byRegion(Learn learn) {
    try {
      return ByRegion.of(learn.members());
    } catch (MalformedException e) {
      throw new IllegalArgumentException(learn.peer() + " tells what it cannot have learnt", e);
    }
  }

  private static List<VirtualPeer.Refusal> refusals(List<QueryRegion.Learnt> answers) {
    return answers.stream()
        .flatMap(
            answer ->
                answer.refused().stream()
                    .map(servent -> new VirtualPeer.Refusal(servent, answer.region())))
        .toList();
  }

  private Behavior<Command> onLeft(Left left) {
    Life life = lives.get(left.peer());
    if (life != null) {
      left.members().forEach(life.members::remove);
    }
    gone(left.peer(), left.members());
    return this;
  }

  private void gone(String peer, List<Guid> members) {
    List<Guid> forgotten = new ArrayList<>();
    for (Guid servent : members) {
      boolean gone =
          services.files().leave(servent, new AvpId(peer)) || !services.files().alive(servent);
      // What is not known yet may be on its way to the regions: of this one, or of another.
      if (gone && lives.values().stream().noneMatch(life -> life.members.contains(servent))) {
        forgotten.add(servent);
      }
    }
    if (!forgotten.isEmpty()) {
      forget(forgotten);
    }
  }

  private void forget(List<Guid> gone) {
    ownRegions().forEach(r -> services.region(r).tell(new QueryRegion.Gone(List.copyOf(gone))));
  }

  private IntStream ownRegions() {
    Optional<String> own = Optional.of(services.settings().node());
    return IntStream.range(0, SlotHints.REGIONS)
        .filter(region -> RegionPlaces.nodeOf(getContext().getSystem(), region).equals(own));
  }

  private Behavior<Command> onListFiles(ListFiles list) {
    BitSet own = ownRegions().collect(BitSet::new, BitSet::set, BitSet::or);
    List<HolderFiles.Entry> all =
        HolderFiles.of(services.files(), list.servent(), own::get, services.nowMillis());
    List<HoldingView> items =
        all.stream()
            .filter(entry -> entry.key().compareTo(list.after()) > 0)
            .limit(list.limit())
            .map(HoldingView::of)
            .toList();
    list.replyTo().tell(new Listed(items, all.size()));
    return this;
  }

  private Behavior<Command> onPurge(Purge purge) {
    Guid servent = purge.servent();
    boolean known = services.files().leave(servent);
    services.answers().clear();
    lives.values().forEach(life -> life.members.remove(servent));
    forget(List.of(servent));
    purge.replyTo().tell(new Purged(known));
    return this;
  }

  private Behavior<Command> onParted(Parted parted) {
    parted.servents().forEach(services.answers()::left);
    return this;
  }

  private Behavior<Command> onGained(Gained gained) {
    AvpId avp = new AvpId(gained.peer());
    SlotGaps.decode(gained.slots()).stream().forEach(slot -> services.answers().gained(avp, slot));
    return this;
  }

  private Behavior<Command> onKeep(Keep keep) {
    keep.answers().forEach(answer -> answer.keep(services));
    return this;
  }

  private Behavior<Command> onConfirm(Confirm confirm) {
    long now = services.nowMillis();
    confirm.members().forEach(servent -> services.files().confirm(servent, now));
    return this;
  }

  private Behavior<Command> onRealmChanged(RealmChanged realm) {
    Map<String, Long> living = new HashMap<>();
    realm.peers().forEach(entry -> living.put(entry.id(), entry.incarnation()));
    if (!living.equals(present)) {
      // Who has gone takes its members along; of a new one nothing has been heard yet.
      present = living;
      services.answers().clear();
    }
    for (String peer : List.copyOf(lives.keySet())) {
      Life life = lives.get(peer);
      long now = living.getOrDefault(peer, 0L);
      if (now > life.incarnation || (now == 0 && life.seen)) {
        end(peer);
      }
      life.seen |= now == life.incarnation;
    }
    return this;
  }

  private void end(String peer) {
    Life life = lives.remove(peer);
    if (life != null) {
      gone(peer, List.copyOf(life.members));
    }
  }
}
