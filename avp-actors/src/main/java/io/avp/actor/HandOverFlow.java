package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.topology.HandOverController;
import io.avp.aol.topology.HandOverController.Action;
import io.avp.aol.topology.ListeningRule;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.HostAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the members of a node that ends get to siblings on other nodes. */
final class HandOverFlow {
  /** After that, what is left is told Bye: a leaving node has ten seconds for everything. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** Siblings that leave at the same time have said so by then: they take nobody. */
  private static final long OTHERS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final Logger LOG = LoggerFactory.getLogger(HandOverFlow.class);

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final ListeningRule listening;
  private final Map<String, PeerEntry> siblings = new HashMap<>();
  private HandOverController controller;
  private int members;
  private boolean announced;
  private long announcedNanos;
  private long beganNanos;
  private boolean over;

  HandOverFlow(PeerState peer, ActorRef<VirtualPeer.Command> self) {
    this.peer = peer;
    this.self = self;
    listening = new ListeningRule(peer.reachable);
  }

  /** The realm is told that it leaves. */
  void announced() {
    if (!announced) {
      announced = true;
      announcedNanos = peer.now;
    }
  }

  /** True if it is time to begin. */
  boolean isDue() {
    return announced && controller == null && peer.now - announcedNanos >= OTHERS_NANOS;
  }

  /** Begins, when it {@link #isDue is due}. */
  void begin(List<PeerEntry> realm) {
    for (PeerEntry entry : realm) {
      if (!entry.node().equals(peer.services.settings().node())) {
        siblings.put(entry.id(), entry);
      }
    }
    List<HandOverController.Orphan> orphans =
        peer.neighbours.members().stream()
            .filter(member -> !member.closing)
            .map(this::orphan)
            .toList();
    List<HandOverController.Host> hosts =
        siblings.values().stream()
            .map(
                entry ->
                    new HandOverController.Host(
                        entry.id(), entry.leafRoom(), entry.ultrapeerRoom()))
            .toList();
    members = orphans.size();
    beganNanos = peer.now;
    controller = new HandOverController(orphans, hosts, peer.now + LIMIT_NANOS);
  }

  private HandOverController.Orphan orphan(Member member) {
    Relation relation = member.connection().relation();
    // A sibling would dial it as it dials everybody, which who speaks 0.4 does not understand.
    Optional<HostAddress> listens =
        listening
            .address(
                member.connection().remote(),
                relation.outgoing(),
                relation.listenAddress(),
                Optional.ofNullable(member.proved),
                member.firewalled)
            .filter(address -> !member.isLegacy());
    return new HandOverController.Orphan(
        member.link(), member.isLeaf() ? PeerMode.LEAF : PeerMode.ULTRAPEER, listens);
  }

  /** A sibling has told what became of a member. */
  void onTaken(VirtualPeer.MemberTaken taken) {
    if (controller != null) {
      controller.onOutcome(taken.link(), taken.outcome(), peer.now);
    }
  }

  /** A relation has ended. */
  void onEnded(Member member) {
    if (controller != null) {
      controller.onEnded(member.link(), peer.now);
    }
  }

  /** Does what is due; true if all is done now and was not before. */
  boolean proceed() {
    if (controller == null || over) {
      return false;
    }
    for (Action action : controller.due(peer.now)) {
      if (action instanceof Action.Dial dial) {
        siblings
            .get(dial.sibling())
            .ref()
            .tell(
                new VirtualPeer.TakeMember(
                    dial.link(), dial.member(), dial.mode() == PeerMode.LEAF, self));
      } else if (action instanceof Action.Part part) {
        Member member = peer.neighbours.of(part.link());
        if (member != null) {
          peer.close(member, CloseReason.SHUTDOWN);
        }
      }
    }
    over = controller.isOver();
    if (over && members > 0) {
      LOG.info(
          "virtual peer {} leaves: {} of {} members handed over to other nodes in {} ms",
          peer.id,
          controller.handedOver(),
          members,
          TimeUnit.NANOSECONDS.toMillis(peer.now - beganNanos));
    }
    return over;
  }

  /** True if nothing is to be waited for. */
  boolean isOver() {
    return !announced || over;
  }
}
