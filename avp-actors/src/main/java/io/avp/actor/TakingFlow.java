package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.topology.DialOutcome;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.HostAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Members of siblings whose node ends: dialled here, if there is room. */
final class TakingFlow {
  private static final int MAX_DIALS = 256;

  /** Leaves send their tables at once; while one is missing, nothing that they share is found. */
  private static final long TABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(750);

  /** After that the budget of dials has one more for an address that has had its share. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(61);

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final SlotBook slots;
  private final PeerDoor door;
  private final Map<HostAddress, VirtualPeer.TakeMember> dialled = new HashMap<>();

  /** Related, but not told yet. */
  private final Map<Member, VirtualPeer.TakeMember> settling = new HashMap<>();

  /** To be dialled once more, and when. */
  private final Map<HostAddress, Long> later = new HashMap<>();

  TakingFlow(PeerState peer, ActorRef<VirtualPeer.Command> self, SlotBook slots, PeerDoor door) {
    this.peer = peer;
    this.self = self;
    this.slots = slots;
    this.door = door;
  }

  /** Dials a member, or says why not. */
  void take(VirtualPeer.TakeMember wanted) {
    HostAddress member = wanted.member();
    PeerMode mode = wanted.leaf() ? PeerMode.LEAF : PeerMode.ULTRAPEER;
    if (door.isStopping()
        || dialled.size() + settling.size() >= MAX_DIALS
        || slots.free(mode) == 0) {
      tell(wanted, DialOutcome.NO_ROOM);
    } else if (door.present().has(member)) {
      tell(wanted, DialOutcome.RELATED);
    } else if (dialled.containsKey(member) || !peer.reachable.test(member.ip())) {
      tell(wanted, DialOutcome.FAILED);
    } else {
      dialled.put(member, wanted);
      dial(member);
    }
  }

  /** A dial became a relation. */
  void related(Member member) {
    VirtualPeer.TakeMember wanted = dialled.remove(member.connection().remote());
    if (wanted != null) {
      settling.put(member, wanted);
    }
  }

  /**
   * Tells of members that can be found by what they share; to be called after regions were told.
   * Who sends no table in time will never do so.
   */
  void tick() {
    settling
        .entrySet()
        .removeIf(
            entry -> {
              Member member = entry.getKey();
              boolean settled =
                  member.table != null
                      || !member.isLeaf()
                      || peer.now - member.sinceNanos() > TABLE_NANOS;
              if (settled) {
                tell(entry.getValue(), DialOutcome.RELATED);
              }
              return settled;
            });
    later
        .entrySet()
        .removeIf(
            entry -> {
              boolean due = peer.now - entry.getValue() >= 0;
              if (due && !door.isStopping() && !door.present().has(entry.getKey())) {
                dial(entry.getKey());
              }
              return due;
            });
  }

  private void dial(HostAddress member) {
    peer.services.gateway().tell(new ServentGateway.DialMember(member, door, peer.address, self));
  }

  /** A dial came to nothing. */
  void failed(HostAddress remote, CloseReason reason) {
    ended(
        remote,
        switch (reason) {
          case HANDSHAKE_REFUSED_BY_REMOTE -> DialOutcome.REFUSED;
          case HANDSHAKE_REFUSED -> DialOutcome.NO_ROOM;
          default -> DialOutcome.FAILED;
        });
  }

  /**
   * A dial was not permitted: whoever was dialled twice just now, for a browse and for this. It is
   * told Bye now and dialled later, unless it comes by itself.
   */
  void notPermitted(HostAddress remote) {
    if (dialled.containsKey(remote) && later.size() < MAX_DIALS) {
      later.put(remote, peer.now + AGAIN_NANOS);
    }
    ended(remote, DialOutcome.NOT_PERMITTED);
  }

  private void ended(HostAddress remote, DialOutcome outcome) {
    VirtualPeer.TakeMember wanted = dialled.remove(remote);
    if (wanted != null) {
      tell(wanted, outcome);
    }
  }

  private static void tell(VirtualPeer.TakeMember wanted, DialOutcome outcome) {
    wanted.leaver().tell(new VirtualPeer.MemberTaken(wanted.link(), outcome));
  }
}
