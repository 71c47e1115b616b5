package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.avp.gnutella.wire.Guid;
import io.avp.model.AvpId;
import io.avp.model.Incarnation;
import io.avp.vcc.cache.Found;
import io.avp.vcc.monitor.HotWords;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A contiguous range of the QRP hash space: who may answer the queries that fall into it (paper,
 * section III: the virtual control cache).
 *
 * <p>Holds hints: slot to virtual peers with a member whose table has it; and holdings: files of
 * members that have told all of theirs, both in {@link RegionAnswers}. The tables and the members'
 * lists stay with the virtual peers, so a region has no truth of its own: when it starts it asks
 * all of them for their part, and until all have sent it, it says that it is incomplete. It never
 * relays.
 */
final class QueryRegion extends AbstractBehavior<QueryRegion.Command> {
  /** Name of the entity type. */
  static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "QueryRegion");

  /** Everything that a region understands. */
  sealed interface Command extends Sharded {}

  /**
   * The whole part of one virtual peer; replaces what it sent before.
   *
   * @param life of the region that it is for, as that said when it asked. Another one is not taken:
   *     it may leave out members whose files only the region's former life was told, and whoever is
   *     not asked for its part does not hear that they are lost.
   * @param slots a bit per slot of this region, slot = (hash &gt;&gt;&gt; 16) &amp; 255; 4 longs
   * @param told false if this region may not know the files of its members that others know
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record SlotHints(String peer, long incarnation, int life, long[] slots, boolean told)
      implements Command {}

  /**
   * Questions for one region.
   *
   * @param numbers the asker's own
   * @param hashes routing word of each, as the full 32-bit hash
   * @param queries payload of each, behind its length (2 bytes, the least significant first); empty
   *     if the asker does not expect that files are known: none is answered then if they are
   * @param led true if the hashes are of words that the routing words of the queries are prefixes
   *     of: only files are asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record Questions(int region, int[] numbers, int[] hashes, byte[] queries, boolean led)
      implements Sharded {}

  /** Questions of one virtual peer; the answer goes by the exchange of this region's node. */
  record AskBatch(String peer, Questions questions, ActorRef<VirtualPeer.Command> replyTo)
      implements Command {}

  /**
   * What a region knows about questions of one {@link AskBatch}.
   *
   * @param complete false if it may have missed somebody, or files where only these were asked for
   * @param questions the asker's numbers
   * @param peers virtual peers that the masks speak of
   * @param masks per question as many longs as the peers need; bit i stands for {@code peers[i]}
   * @param knows true if files are known here, so that questions should come with their queries
   * @param known numbers of the questions that files are known for
   * @param found what is known, in the order of {@code known}
   * @param unread numbers of the questions that holdings say nothing about
   * @param leads words of other regions that have to be asked, too
   * @param recalled numbers of the questions that members have answered of late: what they said is
   *     among {@code found}, and the masks name only those who may have more
   * @param empty numbers of the questions, in their order, whose routing word nobody else has: no
   *     file, and nobody that is to be asked; not told on the same node
   * @param life of the region, drawn anew for each
   * @param lookedUp what the {@link io.avp.vcc.cache.AnswerCache} of the region's node said; 0 if
   *     nothing that members answer may be kept
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record Answer(
      int region,
      boolean complete,
      int[] questions,
      String[] peers,
      long[] masks,
      boolean knows,
      int[] known,
      List<Found> found,
      int[] unread,
      List<Leads> leads,
      int[] recalled,
      int[] empty,
      int life,
      long lookedUp)
      implements Sharded {}

  /**
   * Words that the routing word of a question is a prefix of.
   *
   * @param question the asker's number
   * @param hashes of the words
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record Leads(int question, int[] hashes) implements Sharded {}

  /**
   * Files of members that this region is to know; those it knows already stay known.
   *
   * @param prefixes of words, as {@link io.avp.vcc.cache.FileRecord#prefixes} has them
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record Learn(List<MemberFiles> members, long[] prefixes, ActorRef<Learnt> replyTo)
      implements Command {}

  /** Answer to {@link Learn}: whose files were refused, of whom it knows nothing then. */
  record Learnt(int region, List<Guid> refused) implements Sharded {}

  /** Members that nobody holds any more. */
  record Gone(List<Guid> members) implements Command {}

  /** Tells which words most questions came by. */
  record GetWords(ActorRef<Words> replyTo) implements Command {}

  /** Answer to {@link GetWords}, in no order. */
  record Words(List<HotWords.Entry> words) implements Sharded {}

  /** Tells what is known. */
  record GetRegion(ActorRef<RegionView> replyTo) implements Command {}

  /** Who lives in the realm. */
  record RealmChanged(List<PeerEntry> peers) implements Command, Local {}

  /** It is to be there before it is asked: starts it, and makes it ask again who has not told. */
  record Awake() implements Command {}

  /** Forgets everything and stops; what needs it next starts it anew, and it learns all again. */
  record Forget(ActorRef<Forgotten> replyTo) implements Command {}

  /** Forgets what members have answered; what is known of their files stays. */
  record ForgetAnswers(ActorRef<Forgotten> replyTo) implements Command {}

  /** A region has forgotten what it knew. */
  record Forgotten(int id) implements Sharded {}

  /** Stops; the shard moves or the node leaves. */
  record Stop() implements Command {}

  /** A part that was asked for may be lost on its way; as long as that, it may be late. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final int id;

  /** Drawn anew for every actor, so that one that follows on another is told apart. */
  private final int life;

  private final NodeServices services;
  private final RegionAnswers known;
  private List<PeerEntry> living = List.of();
  private long wantedNanos;

  static Behavior<Command> create(int id, NodeServices services) {
    return Behaviors.<Command>supervise(
            Behaviors.setup(context -> new QueryRegion(context, id, services)))
        .onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }

  private QueryRegion(ActorContext<Command> context, int id, NodeServices services) {
    super(context);
    this.id = id;
    this.services = services;
    life = context.getSelf().path().uid();
    known = new RegionAnswers(id, life, services);
    known.forgetHeard();
    services.regions().started(id, known);
    services
        .directory()
        .tell(
            new PeerDirectory.Subscribe(
                context.messageAdapter(
                    PeerDirectory.Realm.class, realm -> new RealmChanged(realm.peers()))));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(SlotHints.class, this::onSlotHints)
        .onMessage(AskBatch.class, this::onAskBatch)
        .onMessage(Learn.class, this::onLearn)
        .onMessage(Gone.class, this::onGone)
        .onMessage(GetWords.class, this::onGetWords)
        .onMessage(GetRegion.class, this::onGetRegion)
        .onMessage(RealmChanged.class, this::onRealmChanged)
        .onMessage(Awake.class, this::onAwake)
        .onMessage(Forget.class, this::onForget)
        .onMessage(ForgetAnswers.class, this::onForgetAnswers)
        .onMessage(Stop.class, this::onStop)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onSlotHints(SlotHints part) {
    if (part.life() == life) {
      Incarnation from = new Incarnation(new AvpId(part.peer()), part.incarnation());
      known.locked(() -> known.hints.put(from, part.slots(), part.told()));
    }
    return this;
  }

  private Behavior<Command> onAskBatch(AskBatch batch) {
    wantLost();
    Answer answer = known.answer(batch.peer(), batch.questions(), true);
    services.exchange().tell(new RegionExchange.Answered(batch.replyTo(), answer));
    return this;
  }

  private Behavior<Command> onLearn(Learn learn) {
    List<Guid> refused =
        known.locked(() -> known.knowledge.learn(learn.members(), learn.prefixes()));
    learn.replyTo().tell(new Learnt(id, refused));
    return this;
  }

  private Behavior<Command> onGone(Gone gone) {
    known.locked(() -> known.knowledge.forget(gone.members()));
    return this;
  }

  private Behavior<Command> onGetWords(GetWords get) {
    get.replyTo().tell(new Words(known.locked(known.words::entries)));
    return this;
  }

  private Behavior<Command> onGetRegion(GetRegion get) {
    get.replyTo().tell(known.view(services.settings().node()));
    return this;
  }

  private Behavior<Command> onRealmChanged(RealmChanged realm) {
    living = realm.peers();
    known.locked(() -> known.hints.expect(living.stream().map(PeerEntry::life).toList()));
    wantMissing();
    return this;
  }

  private Behavior<Command> onAwake(Awake awake) {
    wantLost();
    Map<String, Double> gauges =
        known.locked(
            () -> {
              known.knowledge.expire();
              return known.gauges();
            });
    services.gauges().publish(gauges(), gauges);
    return known.locked(known.knowledge::isWorn) ? Behaviors.stopped() : this;
  }

  private void wantLost() {
    if (!known.hints.complete()
        && services.nanoClock().getAsLong() - wantedNanos >= PATIENCE_NANOS) {
      wantMissing();
    }
  }

  private void wantMissing() {
    wantedNanos = services.nanoClock().getAsLong();
    Set<AvpId> missing = Set.copyOf(known.hints.missing());
    for (PeerEntry peer : living) {
      if (missing.contains(peer.life().avp())) {
        peer.ref().tell(new VirtualPeer.SendHints(id, life));
      }
    }
  }

  /** Questions on their way are lost with it; who asked turns to all siblings then. */
  private Behavior<Command> onForget(Forget forget) {
    forget.replyTo().tell(new Forgotten(id));
    return Behaviors.stopped();
  }

  private Behavior<Command> onForgetAnswers(ForgetAnswers forget) {
    known.forgetHeard();
    forget.replyTo().tell(new Forgotten(id));
    return this;
  }

  private Behavior<Command> onStop(Stop stop) {
    return Behaviors.stopped();
  }

  private Behavior<Command> onPostStop(PostStop stop) {
    services.regions().stopped(id, known);
    known.stop();
    services.gauges().forget(gauges());
    return this;
  }

  private String gauges() {
    return "region-" + id;
  }
}
