package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.topology.ListeningRule;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import io.avp.vcc.cache.BrowseReader;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.KnownFiles;
import io.avp.vcc.cache.LearntHit;
import io.avp.vcc.policy.BrowsePolicy;
import io.avp.vcc.policy.BrowsePolicy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks the leaves of a virtual peer for all their files, when they have sent their query table,
 * once the cluster permits it. Those that cannot be dialled where they say that they listen are
 * sent a push. What a leaf tells counts only if it is all that it has, and if its table did not
 * change meanwhile. Those of whom nothing can be learnt that way are asked by {@link
 * IndexQueryFlow}, by the same permit.
 */
final class BrowseFlow {
  private static final int AT_A_TIME = 4;
  private static final int PUSHED_AT_A_TIME = 32;
  private static final long PUSH_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** As many browses in a row that came to nothing mean that it does not answer them. */
  private static final int UNANSWERED = 2;

  /** A push for a browse names no file. */
  private static final long ANY_FILE = 0;

  private static final long NOT_PERMITTED_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final PeerDoor door;
  private final KnowledgeFlow knowledge;
  private final IndexQueryFlow indexes;
  private final ListeningRule listening;

  /** Waiting for a permit. */
  private int asked;

  private int dialled;
  private int pushed;
  private long pushes;

  BrowseFlow(
      PeerState peer,
      ActorRef<VirtualPeer.Command> self,
      PeerDoor door,
      KnowledgeFlow knowledge,
      IndexQueryFlow indexes) {
    this.peer = peer;
    this.self = self;
    this.door = door;
    this.knowledge = knowledge;
    this.indexes = indexes;
    listening = new ListeningRule(peer.reachable);
  }

  /** Once a second. */
  void tick() {
    door.pushes().expire(peer.now);
    if (!peer.services.settings().cache().answering()) {
      return;
    }
    indexes.tick();
    for (Member leaf : peer.neighbours.leaves()) {
      // Each that is asked for may come to be dialled, and then to be sent a push.
      if (asked + dialled >= AT_A_TIME || asked + dialled + pushed >= PUSHED_AT_A_TIME) {
        return;
      }
      if (!leaf.closing && leaf.table != null && leaf.table.present() > 0) {
        consider(leaf);
      }
    }
  }

  private void consider(Member leaf) {
    boolean queueEmpty = leaf.connection().snapshot().queuedFrames() == 0;
    if (leaf.browsing.decide(queueEmpty, true, peer.now) != Verdict.NOW) {
      return;
    }
    if (canAsk(leaf)) {
      asked++;
      leaf.browsing.underWay = true;
      int ip = leaf.connection().remote().ip();
      peer.services.browses().tell(new BrowseLedger.Ask(known(leaf), ip, leaf.link(), self));
    }
  }

  /** One way or the other. */
  private boolean canAsk(Member leaf) {
    return canBrowse(leaf) || indexes.mayAsk(leaf);
  }

  private boolean canBrowse(Member leaf) {
    return where(leaf).isPresent() || leaf.servent().isPresent();
  }

  /** Where it says that it listens, whether it believes itself to be firewalled or not. */
  private Optional<HostAddress> where(Member leaf) {
    Relation relation = leaf.connection().relation();
    return listening.address(
        leaf.connection().remote(),
        relation.outgoing(),
        relation.listenAddress(),
        Optional.ofNullable(leaf.proved),
        false);
  }

  /** By what the cluster knows it: its GUID, or its address as long as it has told none. */
  private static Guid known(Member leaf) {
    HostAddress remote = leaf.connection().remote();
    return leaf.servent().orElseGet(() -> Guid.modern(remote.ip(), remote.ip()));
  }

  /** The cluster permits it, or does not. */
  void onMayBrowse(VirtualPeer.MayBrowse may) {
    asked--;
    Member leaf = peer.neighbours.of(may.link());
    if (leaf == null) {
      return;
    }
    if (!may.permitted() || !canAsk(leaf)) {
      leaf.browsing.underWay = false;
      leaf.browsing.wait(NOT_PERMITTED_NANOS, peer.now);
      return;
    }
    leaf.browsing.table = leaf.table;
    if (canBrowse(leaf)) {
      where(leaf).ifPresentOrElse(address -> dial(leaf, address), () -> push(leaf));
    } else {
      index(leaf, leaf.connection().remote(), true, false);
    }
  }

  private void dial(Member leaf, HostAddress where) {
    dialled++;
    Browse.of(where, peer.address.inetAddress(), leaf.servent(), door, peer.services)
        .thenAccept(outcome -> ended(leaf, where, false, outcome));
  }

  private void ended(Member leaf, HostAddress where, boolean push, Browse.Outcome outcome) {
    self.tell(new VirtualPeer.Browsed(leaf.link(), where, push, outcome));
  }

  /** It cannot be dialled: it is told to dial us, as those do who want a file of it. */
  private void push(Member leaf) {
    pushed++;
    pushes++;
    HostAddress where = where(leaf).orElse(leaf.connection().remote());
    Guid servent = leaf.servent().orElseThrow();
    Browse.pushed(
            where,
            door.pushes().expect(servent, leaf.connection().remote().ip(), peer.now + PUSH_NANOS),
            servent,
            peer.services)
        .thenAccept(outcome -> ended(leaf, where, true, outcome));
    byte[] frame = new Push(servent, ANY_FILE, peer.address, Ggep.NONE).frame(peer.newId(), 1, 0);
    peer.originate(leaf, DescriptorType.PUSH, frame);
  }

  /** A browse has ended, well or not. */
  void onBrowsed(VirtualPeer.Browsed browsed) {
    if (browsed.push()) {
      pushed--;
    } else {
      dialled--;
    }
    Member leaf = peer.neighbours.of(browsed.link());
    if (leaf == null) {
      return;
    }
    if (browsed.outcome().unreachable()) {
      leaf.firewalled = true;
      if (leaf.servent().isPresent() && !leaf.closing) {
        push(leaf);
        return;
      }
    }
    Browse.Outcome outcome = browsed.outcome();
    leaf.browsing.underWay = false;
    if (outcome.retryAfterSeconds() > 0) {
      leaf.browsing.browsed(peer.now);
      wait(leaf, outcome.retryAfterSeconds(), false);
      return;
    }
    Optional<LearntHit> all =
        outcome.result().filter(BrowseReader.Result::complete).flatMap(BrowseReader.Result::hit);
    if (learn(leaf, all, browsed.where(), browsed.push())) {
      return;
    }
    leaf.browsing.failures++;
    boolean unanswered =
        outcome.never() || outcome.unreachable() || leaf.browsing.failures >= UNANSWERED;
    if (unanswered && !leaf.closing && indexes.mayAsk(leaf)) {
      boolean reached = outcome.never() || outcome.result().isPresent();
      index(leaf, browsed.where(), browsed.push() || !reached, outcome.never());
    } else {
      leaf.browsing.never = outcome.never();
      waitIfBrowsable(leaf, BrowsePolicy.retrySeconds(leaf.browsing.failures));
    }
  }

  /**
   * It is asked over the relation.
   *
   * @param where it listens, or is said to
   * @param push true unless a dial has reached it there
   * @param never true if it cannot be browsed, so that this is the last way
   */
  private void index(Member leaf, HostAddress where, boolean push, boolean never) {
    leaf.browsing.underWay = true;
    indexes.ask(
        leaf,
        all -> {
          leaf.browsing.underWay = false;
          if (!learn(leaf, all, where, push)) {
            leaf.browsing.never = never && !indexes.mayAsk(leaf);
            waitIfBrowsable(leaf, BrowsePolicy.PERIOD_MILLIS / 1_000);
          }
        });
  }

  private void waitIfBrowsable(Member leaf, long seconds) {
    if (!leaf.browsing.never) {
      wait(leaf, seconds, true);
    }
  }

  /** Its files are told, if they are all that it has, and its own; false if not. */
  private boolean learn(Member leaf, Optional<LearntHit> all, HostAddress where, boolean push) {
    Optional<LearntHit> own =
        all.filter(hit -> leaf.table.equals(leaf.browsing.table))
            .filter(hit -> !isAnothers(hit.servent(), leaf) && leaf.is(hit.servent()));
    own.ifPresent(
        hit -> {
          leaf.browsing.browsed(peer.now);
          leaf.browsing.failures = 0;
          knowledge.learn(leaf, files(leaf, hit, where, push));
        });
    return own.isPresent();
  }

  /** True if another leaf has that GUID: its files are not told, nor taken back, by this one. */
  private boolean isAnothers(Guid servent, Member leaf) {
    Optional<Guid> claimed = Optional.of(servent);
    return peer.neighbours.leaves().stream()
        .anyMatch(other -> other != leaf && other.servent().equals(claimed));
  }

  /**
   * All of the cluster leave it alone.
   *
   * @param failed true if nothing was learnt, so that it is browsed again although it just was
   */
  private void wait(Member leaf, long seconds, boolean failed) {
    leaf.browsing.wait(TimeUnit.SECONDS.toNanos(seconds), peer.now);
    peer.services.browses().tell(new BrowseLedger.Refused(known(leaf), seconds, failed));
  }

  /** Whether a push is needed was found out just now, whatever it says. */
  private KnownFiles files(Member leaf, LearntHit hit, HostAddress where, boolean push) {
    Holder holder =
        new Holder(
            hit.servent(),
            where,
            hit.speed(),
            hit.trailer(),
            push ? io.avp.vcc.cache.Push.NEEDED : io.avp.vcc.cache.Push.NOT_NEEDED,
            List.of(new AvpId(peer.id)),
            (int) leaf.meter.rtt().smoothedMillis(),
            where.ip() & 0xffff_ffffL);
    return KnownFiles.of(holder, hit.records(), HintFlow.projected(leaf.table));
  }

  /** Leaves that are browsed on a dial now. */
  int dialled() {
    return dialled;
  }

  /** Leaves that are browsed by push now. */
  int pushed() {
    return pushed;
  }

  /** Browses by push since the start. */
  long pushes() {
    return pushes;
  }

  /** How leaves are asked that cannot be browsed. */
  IndexQueryFlow indexes() {
    return indexes;
  }
}
