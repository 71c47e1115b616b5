package io.avp.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.japi.function.Function;
import io.avp.actor.VirtualPeer.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a {@link VirtualPeer} does in its turns. */
final class VirtualPeerBehavior extends AbstractBehavior<Command> {
  private static final Duration TICK = Duration.ofMillis(250);

  private final String id;
  private final int shard;
  private final Runnable passivate;
  private final NodeServices services;
  private final TimerScheduler<Command> timers;
  private final List<ActorRef<Done>> leaving = new ArrayList<>();
  private PeerLife life;
  private boolean flushing;
  private boolean stopping;

  VirtualPeerBehavior(
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
        .onMessage(VirtualPeer.Frames.class, living(frames -> life.onFrames(frames.batch())))
        .onMessage(VirtualPeer.Flush.class, living(this::onFlush))
        .onMessage(VirtualPeer.MeshFrames.class, living(mesh -> life.onMesh(mesh)))
        .onMessage(VirtualPeer.ExpectTrunk.class, living(wanted -> life.onExpectTrunk(wanted)))
        .onMessage(
            VirtualPeer.TrunkExpected.class, living(expected -> life.onTrunkExpected(expected)))
        .onMessage(VirtualPeer.Answers.class, living(answers -> life.onAnswers(answers)))
        .onMessage(VirtualPeer.Datagrams.class, living(came -> life.onDatagrams(came.datagrams())))
        .onMessage(VirtualPeer.Late.class, living(this::onLate))
        .onMessage(VirtualPeer.Tick.class, living(tick -> life.tick()))
        .onMessage(VirtualPeer.SendHints.class, living(wanted -> life.onSendHints(wanted)))
        .onMessage(VirtualPeer.Learned.class, living(told -> life.knowledge().onLearned(told)))
        .onMessage(VirtualPeer.Purge.class, living(this::onPurge))
        .onMessage(VirtualPeer.MayBrowse.class, living(may -> life.browses().onMayBrowse(may)))
        .onMessage(VirtualPeer.Browsed.class, living(browsed -> life.browses().onBrowsed(browsed)))
        .onMessage(VirtualPeer.RealmChanged.class, living(realm -> life.onRealm(realm.peers())))
        .onMessage(
            VirtualPeer.CloseMember.class, living(one -> life.close(one.link(), one.reason())))
        .onMessage(VirtualPeer.DialFailed.class, living(failed -> life.onDialFailed(failed)))
        .onMessage(VirtualPeer.Probed.class, living(probed -> life.onProbed(probed.remote())))
        .onMessage(
            VirtualPeer.DialRefused.class, living(refused -> life.onDialRefused(refused.remote())))
        .onMessage(VirtualPeer.TakeMember.class, living(wanted -> life.onTake(wanted)))
        .onMessage(VirtualPeer.MemberTaken.class, living(taken -> life.onTaken(taken)))
        .onMessage(VirtualPeer.Start.class, this::onStart)
        .onMessage(VirtualPeer.GetState.class, this::onGetState)
        .onMessage(VirtualPeer.GetLedger.class, this::onGetLedger)
        .onMessage(VirtualPeer.ListLinks.class, this::onListLinks)
        .onMessage(VirtualPeer.ShowMember.class, this::onShowMember)
        .onMessage(VirtualPeer.RelayPush.class, living(this::onRelayPush))
        .onMessage(VirtualPeer.Leave.class, this::onLeave)
        .onMessage(VirtualPeer.Stop.class, this::onStop)
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
      getContext().getSelf().tell(new VirtualPeer.Flush());
    }
  }

  private void onFlush(VirtualPeer.Flush flush) {
    flushing = false;
    life.flush();
    waitForRegions();
  }

  private void onLate(VirtualPeer.Late late) {
    life.onLate();
    waitForRegions();
  }

  private void waitForRegions() {
    if (life.isAsking() && !timers.isTimerActive(VirtualPeer.Late.class)) {
      timers.startSingleTimer(VirtualPeer.Late.class, new VirtualPeer.Late(), life.untilLate());
    }
  }

  private void left() {
    if (!leaving.isEmpty() && life.isAlone()) {
      leaving.forEach(waiting -> waiting.tell(Done.getInstance()));
      leaving.clear();
    }
  }

  private Behavior<Command> onStart(VirtualPeer.Start start) {
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
            new VirtualPeer.Started(
                services.settings().node(),
                Optional.ofNullable(life).map(PeerLife::view),
                failure));
    return livingOrStopped();
  }

  private void begin(AvpSettings.Peer definition) throws IOException {
    life = PeerOpening.open(definition, services, shard, getContext().getSelf());
    services.keeper().tell(new HomeKeeper.Lived(id));
    timers.startTimerAtFixedRate(VirtualPeer.Tick.class, new VirtualPeer.Tick(), TICK);
    ActorRef<PeerDirectory.Realm> realm =
        getContext()
            .messageAdapter(
                PeerDirectory.Realm.class, now -> new VirtualPeer.RealmChanged(now.peers()));
    services.directory().tell(new PeerDirectory.Subscribe(realm));
    getContext().getLog().info("virtual peer {} listens on {}", id, life.view().address());
  }

  private Behavior<Command> onGetState(VirtualPeer.GetState get) {
    get.replyTo().tell(new VirtualPeer.State(Optional.ofNullable(life).map(PeerLife::view)));
    return livingOrStopped();
  }

  private Behavior<Command> onGetLedger(VirtualPeer.GetLedger get) {
    get.replyTo().tell(new VirtualPeer.Accounts(Optional.ofNullable(life).map(PeerLife::ledger)));
    return livingOrStopped();
  }

  private Behavior<Command> onListLinks(VirtualPeer.ListLinks list) {
    list.replyTo()
        .tell(
            life == null
                ? new VirtualPeer.Links(List.of(), 0)
                : life.links(list.after(), list.limit()));
    return livingOrStopped();
  }

  private Behavior<Command> onShowMember(VirtualPeer.ShowMember show) {
    LinkAccount known = show.known();
    Optional<LinkView> now = life == null ? Optional.empty() : life.link(known.id());
    show.replyTo().tell(new OverlayLink.Found(now.or(() -> Optional.of(known.view()))));
    return livingOrStopped();
  }

  private void onPurge(VirtualPeer.Purge purge) {
    boolean known = life.knowledge().purge(purge.servent());
    purge.replyTo().tell(new HoldingsExchange.Purged(known));
  }

  private void onRelayPush(VirtualPeer.RelayPush push) {
    push.replyTo().tell(life.push(push));
  }

  private Behavior<Command> onLeave(VirtualPeer.Leave leave) {
    if (life == null) {
      leave.replyTo().tell(Done.getInstance());
      return livingOrStopped();
    }
    leaving.add(leave.replyTo());
    life.handOver();
    left();
    return this;
  }

  private Behavior<Command> onStop(VirtualPeer.Stop stop) {
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
