package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.topology.ListeningRule;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.KnownFiles;
import io.avp.vcc.cache.LearntHit;
import io.avp.vcc.cache.Push;
import io.avp.vcc.policy.BrowsePolicy;
import io.avp.vcc.policy.BrowsePolicy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks the leaves of a virtual peer for all their files: those that accept connections, when they
 * have sent their query table, once the cluster permits it. What a leaf tells counts only if it is
 * all that it has, and if its table did not change meanwhile.
 */
final class BrowseFlow {
  private static final int AT_A_TIME = 4;
  private static final long NOT_PERMITTED_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final Owner owner;
  private final KnowledgeFlow knowledge;
  private final ListeningRule listening;
  private int running;

  BrowseFlow(
      PeerState peer, ActorRef<VirtualPeer.Command> self, Owner owner, KnowledgeFlow knowledge) {
    this.peer = peer;
    this.self = self;
    this.owner = owner;
    this.knowledge = knowledge;
    listening = new ListeningRule(peer.reachable);
  }

  /** Once a second. */
  void tick() {
    if (!peer.services.settings().cache().answering()) {
      return;
    }
    for (Member leaf : peer.neighbours.leaves()) {
      if (running == AT_A_TIME) {
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
    Optional<HostAddress> where = where(leaf);
    if (where.isPresent()) {
      running++;
      leaf.browsing.underWay = true;
      peer.services
          .browses()
          .tell(new BrowseLedger.Ask(known(leaf), where.get().ip(), leaf.link(), self));
    }
  }

  private Optional<HostAddress> where(Member leaf) {
    Relation relation = leaf.connection().relation();
    return listening.address(
        leaf.connection().remote(),
        relation.outgoing(),
        relation.listenAddress(),
        Optional.ofNullable(leaf.proved),
        leaf.firewalled);
  }

  /** By what the cluster knows it: its GUID, or its address as long as it has told none. */
  private static Guid known(Member leaf) {
    HostAddress remote = leaf.connection().remote();
    return leaf.servent().orElseGet(() -> Guid.modern(remote.ip(), remote.ip()));
  }

  /** The cluster permits it, or does not. */
  void onMayBrowse(VirtualPeer.MayBrowse may) {
    Member leaf = peer.neighbours.of(may.link());
    Optional<HostAddress> where = leaf == null ? Optional.empty() : where(leaf);
    if (may.permitted() && where.isPresent()) {
      leaf.browsing.table = leaf.table;
      Browse.of(where.get(), peer.address.inetAddress(), leaf.servent(), owner, peer.services)
          .thenAccept(
              outcome -> self.tell(new VirtualPeer.Browsed(may.link(), where.get(), outcome)));
      return;
    }
    running--;
    if (leaf != null) {
      leaf.browsing.underWay = false;
      leaf.browsing.wait(NOT_PERMITTED_NANOS, peer.now);
    }
  }

  /** A browse has ended, well or not. */
  void onBrowsed(VirtualPeer.Browsed browsed) {
    running--;
    Member leaf = peer.neighbours.of(browsed.link());
    if (leaf == null) {
      return;
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
            .filter(hit -> leaf.is(hit.servent()));
    if (all.isPresent()) {
      leaf.browsing.browsed(peer.now);
      leaf.browsing.failures = 0;
      knowledge.learn(leaf, files(leaf, all.get(), browsed.where()));
    } else if (!outcome.never()) {
      leaf.browsing.failures++;
      wait(leaf, BrowsePolicy.retrySeconds(leaf.browsing.failures), true);
    }
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

  /** It was dialled just now, so no push is needed, whatever it says. */
  private KnownFiles files(Member leaf, LearntHit hit, HostAddress where) {
    Holder holder =
        new Holder(
            hit.servent(),
            where,
            hit.speed(),
            hit.trailer(),
            Push.NOT_NEEDED,
            List.of(new AvpId(peer.id)),
            (int) leaf.meter.rtt().smoothedMillis(),
            where.ip() & 0xffff_ffffL);
    return KnownFiles.of(holder, hit.records(), HintFlow.projected(leaf.table));
  }
}
