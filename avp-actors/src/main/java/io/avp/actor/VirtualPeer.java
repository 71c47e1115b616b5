package io.avp.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.japi.function.Function;
import io.avp.aol.topology.DialOutcome;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An active virtual peer: looks like one ultrapeer to the servents around it, stands for a
 * community (paper, section III).
 *
 * <p>Runs the cells of the application optimisation layer on what its servents send. It lives on
 * its home node only, with its port and all its sockets; it is never moved. Frames come in batches
 * and leave in rounds: nothing is sent, asked or allocated per descriptor. It never asks another
 * actor before it answers a servent.
 */
final class VirtualPeer extends AbstractBehavior<VirtualPeer.Command> {
  /** Name of the entity type. */
  static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "VirtualPeer");

  /** Everything that a virtual peer understands. */
  sealed interface Command extends Sharded {}

  /** Begins to live, on its home node; does nothing if it already does. */
  record Start(ActorRef<Started> replyTo) implements Command {}

  /** Tells its state. */
  record GetState(ActorRef<State> replyTo) implements Command {}

  /** Lists relations in the order of their ids, from the one after {@code after}. */
  record ListLinks(String after, int limit, ActorRef<Links> replyTo) implements Command {}

  /**
   * Shows one relation as it is now.
   *
   * @param known what is shown if it has ended
   */
  record ShowMember(LinkAccount known, ActorRef<OverlayLink.Found> replyTo) implements Command {}

  /** Ends one relation; nothing happens if it has ended already. */
  record CloseMember(String link, CloseReason reason) implements Command {}

  /** A region has lost, or never had, this virtual peer's part. */
  record SendHints(int region) implements Command {}

  /**
   * Regions of one node have answered.
   *
   * @param exchange where all regions of that node can be asked
   */
  record Answers(ActorRef<RegionExchange.Command> exchange, List<QueryRegion.Answer> answers)
      implements Command {}

  /**
   * A batch of descriptors from a sibling, and its answer to ours.
   *
   * @param from id of the sibling
   * @param incarnation which life of it
   * @param number of this batch, from 1; 0 if it only answers
   * @param answered number of the last batch of ours that it has handled, 0 if none
   * @param frames the descriptors one after the other, headers included; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record MeshFrames(String from, long incarnation, long number, long answered, byte[] frames)
      implements Command {}

  /**
   * A sibling is going to dial for a trunk.
   *
   * @param key that it presents then
   */
  record ExpectTrunk(String from, long incarnation, Guid key) implements Command {}

  /** The trunk of that key is awaited. */
  record TrunkExpected(Guid key) implements Command {}

  /**
   * A member of a sibling whose node ends is to be dialled, unless it is connected already.
   *
   * @param link names its relation to the sibling
   * @param leaf true for a leaf, false for an ultrapeer
   * @param leaver hears {@link MemberTaken}
   */
  record TakeMember(String link, HostAddress member, boolean leaf, ActorRef<Command> leaver)
      implements Command {}

  /** What became of a {@link TakeMember}. */
  record MemberTaken(String link, DialOutcome outcome) implements Command {}

  /**
   * Somebody wants a servent to open a connection to {@code requester}.
   *
   * @param own true if only a member of this virtual peer is meant: a sibling asks
   */
  record RelayPush(
      Guid servent, long index, HostAddress requester, boolean own, ActorRef<PushRelayed> replyTo)
      implements Command {}

  /**
   * Hands members over to siblings on other nodes, says Bye to all, and answers when their sockets
   * are closed.
   */
  record Leave(ActorRef<Done> replyTo) implements Command {}

  /** Ends its life: parts with all, and then is no more. */
  record Stop() implements Command {}

  /** A batch of an I/O shard. */
  record Frames(FrameBatch batch) implements Command, Local {}

  /** Datagrams of an I/O shard. */
  record Datagrams(List<Owner.Datagram> datagrams) implements Command, Local {}

  /** A dial of ours ended without a relation. */
  record DialFailed(HostAddress remote, CloseReason reason, List<HostAddress> tryUltrapeers)
      implements Command, Local {}

  /** A connect-back probe of ours has reached its goal. */
  record Probed(HostAddress remote) implements Command, Local {}

  /** A dial for {@link TakeMember} is not within the cluster's budget. */
  record DialRefused(HostAddress remote) implements Command, Local {}

  /** Who else lives in the realm. */
  record RealmChanged(List<PeerEntry> peers) implements Command, Local {}

  /** Writes out what has gathered; sent to itself, so that it comes after what is waiting. */
  record Flush() implements Command, Local {}

  /** Regions may have kept questions waiting for too long. */
  record Late() implements Command, Local {}

  /** Time for chores. */
  record Tick() implements Command, Local {}

  /**
   * Answer to {@link Start}: where it listens, or why it does not.
   *
   * @param node whose answer it is
   */
  record Started(String node, Optional<PeerView> peer, String failure) implements Sharded {}

  /** Answer to {@link GetState}: empty if it does not live here. */
  record State(Optional<PeerView> peer) implements Sharded {}

  /** Answer to {@link ListLinks}. */
  record Links(List<LinkView> items, long total) implements Sharded {}

  /**
   * Answer to {@link RelayPush}.
   *
   * @param relayed false if the servent is not known here, or its requester is not served
   * @param elsewhere true if siblings may be asked for it
   */
  record PushRelayed(boolean relayed, boolean elsewhere) implements Sharded {}

  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofNanos(SiblingAsks.PATIENCE_NANOS);

  private final String id;
  private final int shard;
  private final Runnable passivate;
  private final NodeServices services;
  private final TimerScheduler<Command> timers;
  private final List<ActorRef<Done>> leaving = new ArrayList<>();
  private PeerLife life;
  private boolean flushing;
  private boolean stopping;

  /**
   * A virtual peer that does not live yet.
   *
   * @param shard of its sockets, on whose thread it is
   * @param passivate has this actor stopped without losing messages
   */
  static Behavior<Command> create(String id, int shard, Runnable passivate, NodeServices services) {
    // It holds the relations of a community: no error may end it (see Faults).
    return Behaviors.<Command>supervise(
            Behaviors.setup(
                context ->
                    Behaviors.withTimers(
                        timers ->
                            new VirtualPeer(context, timers, id, shard, passivate, services))))
        .onFailure(RuntimeException.class, SupervisorStrategy.resume());
  }

  private VirtualPeer(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String id,
      int shard,
      Runnable passivate,
      NodeServices services) {
    super(context);
    this.timers = timers;
    this.id = id;
    this.shard = shard;
    this.passivate = passivate;
    this.services = services;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Frames.class, living(frames -> life.onFrames(frames.batch())))
        .onMessage(Flush.class, living(this::onFlush))
        .onMessage(MeshFrames.class, living(mesh -> life.onMesh(mesh)))
        .onMessage(ExpectTrunk.class, living(wanted -> life.onExpectTrunk(wanted)))
        .onMessage(TrunkExpected.class, living(expected -> life.onTrunkExpected(expected)))
        .onMessage(Answers.class, living(answers -> life.onAnswers(answers)))
        .onMessage(Datagrams.class, living(came -> life.onDatagrams(came.datagrams())))
        .onMessage(Late.class, living(this::onLate))
        .onMessage(Tick.class, living(tick -> life.tick()))
        .onMessage(SendHints.class, living(wanted -> life.tellRegion(wanted.region())))
        .onMessage(RealmChanged.class, living(realm -> life.onRealm(realm.peers())))
        .onMessage(CloseMember.class, living(one -> life.close(one.link(), one.reason())))
        .onMessage(DialFailed.class, living(failed -> life.onDialFailed(failed)))
        .onMessage(Probed.class, living(probed -> life.onProbed(probed.remote())))
        .onMessage(DialRefused.class, living(refused -> life.onDialRefused(refused.remote())))
        .onMessage(TakeMember.class, living(wanted -> life.onTake(wanted)))
        .onMessage(MemberTaken.class, living(taken -> life.onTaken(taken)))
        .onMessage(Start.class, this::onStart)
        .onMessage(GetState.class, this::onGetState)
        .onMessage(ListLinks.class, this::onListLinks)
        .onMessage(ShowMember.class, this::onShowMember)
        .onMessage(RelayPush.class, living(this::onRelayPush))
        .onMessage(Leave.class, this::onLeave)
        .onMessage(Stop.class, this::onStop)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  /** Handlers of what only a living virtual peer can do; afterwards, what waits is sent soon. */
  private <M extends Command> Function<M, Behavior<Command>> living(Consumer<M> handler) {
    return message -> {
      if (life != null) {
        try {
          handler.accept(message);
        } catch (RuntimeException e) {
          life.failed(message, e);
        }
        flushSoon();
        left();
      }
      return goOn();
    };
  }

  private Behavior<Command> goOn() {
    return stopping && (life == null || life.isAlone()) ? Behaviors.stopped() : this;
  }

  private void flushSoon() {
    if (!flushing && life.hasToSend()) {
      flushing = true;
      getContext().getSelf().tell(new Flush());
    }
  }

  private void onFlush(Flush flush) {
    flushing = false;
    life.flush();
    waitForRegions();
  }

  private void onLate(Late late) {
    life.onLate();
    waitForRegions();
  }

  private void waitForRegions() {
    if (life.isAsking() && !timers.isTimerActive(Late.class)) {
      timers.startSingleTimer(Late.class, new Late(), PATIENCE);
    }
  }

  private void left() {
    if (!leaving.isEmpty() && life.isAlone()) {
      leaving.forEach(waiting -> waiting.tell(Done.getInstance()));
      leaving.clear();
    }
  }

  private Behavior<Command> onStart(Start start) {
    Optional<AvpSettings.Peer> definition = services.homes().definition(id);
    String failure = "";
    if (definition.isEmpty()) {
      failure = "virtual peer " + id + " is not at home on node " + services.settings().node();
    } else if (life == null) {
      try {
        begin(definition.get());
      } catch (IOException | RuntimeException e) {
        failure =
            String.format(
                "virtual peer %s (avp.gnutella.host, avp.first-port or avp.peers): %s",
                id, e.getMessage());
      }
    }
    start
        .replyTo()
        .tell(
            new Started(
                services.settings().node(),
                Optional.ofNullable(life).map(PeerLife::view),
                failure));
    return livingOrStopped();
  }

  private void begin(AvpSettings.Peer definition) throws IOException {
    life = PeerLife.begin(definition, services, shard, getContext().getSelf());
    services.keeper().tell(new HomeKeeper.Lived(id));
    timers.startTimerAtFixedRate(Tick.class, new Tick(), TICK);
    ActorRef<PeerDirectory.Realm> realm =
        getContext()
            .messageAdapter(PeerDirectory.Realm.class, now -> new RealmChanged(now.peers()));
    services.directory().tell(new PeerDirectory.Subscribe(realm));
    getContext().getLog().info("virtual peer {} listens on {}", id, life.view().address());
  }

  private Behavior<Command> onGetState(GetState get) {
    get.replyTo().tell(new State(Optional.ofNullable(life).map(PeerLife::view)));
    return livingOrStopped();
  }

  private Behavior<Command> onListLinks(ListLinks list) {
    list.replyTo()
        .tell(life == null ? new Links(List.of(), 0) : life.links(list.after(), list.limit()));
    return livingOrStopped();
  }

  private Behavior<Command> onShowMember(ShowMember show) {
    LinkAccount known = show.known();
    Optional<LinkView> now = life == null ? Optional.empty() : life.link(known.id());
    show.replyTo().tell(new OverlayLink.Found(now.or(() -> Optional.of(known.view()))));
    return livingOrStopped();
  }

  private void onRelayPush(RelayPush push) {
    push.replyTo().tell(life.push(push));
  }

  private Behavior<Command> onLeave(Leave leave) {
    if (life == null) {
      leave.replyTo().tell(Done.getInstance());
      return livingOrStopped();
    }
    leaving.add(leave.replyTo());
    life.handOver();
    left();
    return this;
  }

  private Behavior<Command> onStop(Stop stop) {
    stopping = true;
    if (life != null) {
      life.leave();
    }
    return goOn();
  }

  private Behavior<Command> onPostStop(PostStop stop) {
    if (life != null) {
      life.end();
      services.homes().release(id);
    }
    return this;
  }

  /**
   * A name that was asked for and never began to live leaves nothing behind, nor loses messages.
   */
  private Behavior<Command> livingOrStopped() {
    if (life == null) {
      passivate.run();
    }
    return this;
  }
}
