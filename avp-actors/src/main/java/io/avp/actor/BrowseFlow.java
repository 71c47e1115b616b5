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
 * change meanwhile.
 */
final class BrowseFlow {
  private static final int AT_A_TIME = 4;
  private static final int PUSHED_AT_A_TIME = 32;
  private static final long PUSH_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A push for a browse names no file. */
  private static final long ANY_FILE = 0;

  private static final long NOT_PERMITTED_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final PeerDoor door;
  private final KnowledgeFlow knowledge;
  private final ListeningRule listening;

  /** Waiting for a permit. */
  private int asked;

  private int dialled;
  private int pushed;
  private long pushes;

  BrowseFlow(
      PeerState peer, ActorRef<VirtualPeer.Command> self, PeerDoor door, KnowledgeFlow knowledge) {
    this.peer = peer;
    this.self = self;
    this.door = door;
    this.knowledge = knowledge;
    listening = new ListeningRule(peer.reachable);
  }

  /** Once a second. */
  void tick() {
    door.pushes().expire(peer.now);
    if (!peer.services.settings().cache().answering()) {
      return;
    }
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
    if (canBrowse(leaf)) {
      asked++;
      leaf.browsing.underWay = true;
      int ip = leaf.connection().remote().ip();
      peer.services.browses().tell(new BrowseLedger.Ask(known(leaf), ip, leaf.link(), self));
    }
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
    if (!may.permitted() || !canBrowse(leaf)) {
      leaf.browsing.underWay = false;
      leaf.browsing.wait(NOT_PERMITTED_NANOS, peer.now);
      return;
    }
    leaf.browsing.table = leaf.table;
    where(leaf).ifPresentOrElse(address -> dial(leaf, address), () -> push(leaf));
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
    leaf.browsing.never = outcome.never();
    if (outcome.retryAfterSeconds() > 0) {
      leaf.browsing.browsed(peer.now);
      wait(leaf, outcome.retryAfterSeconds(), false);
      return;
    }
    Optional<LearntHit> all =
        outcome
            .result()
            .filter(result -> result.complete() && leaf.table.equals(leaf.browsing.table))
            .flatMap(result -> result.hit())
            .filter(hit -> !isAnothers(hit.servent(), leaf) && leaf.is(hit.servent()));
    if (all.isPresent()) {
      leaf.browsing.browsed(peer.now);
      leaf.browsing.failures = 0;
      knowledge.learn(leaf, files(leaf, all.get(), browsed));
    } else if (!outcome.never()) {
      leaf.browsing.failures++;
      wait(leaf, BrowsePolicy.retrySeconds(leaf.browsing.failures), true);
    }
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
  private KnownFiles files(Member leaf, LearntHit hit, VirtualPeer.Browsed browsed) {
    Holder holder =
        new Holder(
            hit.servent(),
            browsed.where(),
            hit.speed(),
            hit.trailer(),
            browsed.push() ? io.avp.vcc.cache.Push.NEEDED : io.avp.vcc.cache.Push.NOT_NEEDED,
            List.of(new AvpId(peer.id)),
            (int) leaf.meter.rtt().smoothedMillis(),
            browsed.where().ip() & 0xffff_ffffL);
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
}
