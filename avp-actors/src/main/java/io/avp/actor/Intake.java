package io.avp.actor;

import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.Owner;
import java.util.List;

/**
 * What comes from the sockets of a virtual peer, in order. A fault of its own in the treatment of
 * one connection or datagram does not reach the others.
 */
final class Intake {
  private final PeerState peer;
  private final FrameDispatch dispatch;
  private final DatagramFlow datagrams;
  private final RelationFlow relations;
  private final TrunkFlow trunks;
  private final HandOverFlow handOver;
  private final TakingFlow taking;
  private final Faults faults;
  private final Runnable ended;

  /**
   * Takes nothing yet.
   *
   * @param ended runs when a relation has ended
   */
  Intake(
      PeerState peer,
      FrameDispatch dispatch,
      DatagramFlow datagrams,
      RelationFlow relations,
      TrunkFlow trunks,
      HandOverFlow handOver,
      TakingFlow taking,
      Faults faults,
      Runnable ended) {
    this.peer = peer;
    this.dispatch = dispatch;
    this.datagrams = datagrams;
    this.relations = relations;
    this.trunks = trunks;
    this.handOver = handOver;
    this.taking = taking;
    this.faults = faults;
    this.ended = ended;
  }

  /** A batch of an I/O shard. */
  void onFrames(FrameBatch batch) {
    try {
      // What was read earlier is sometimes handled later: time goes forward only.
      peer.now += Math.max(0, batch.readNanos() - peer.now);
      for (Connection come : batch.attached()) {
        faults.guard(come, () -> attached(come));
      }
      for (int next = 0; next < batch.size(); ) {
        next = frames(batch, next);
      }
      for (FrameBatch.Detached gone : batch.detached()) {
        faults.guard(gone.connection(), () -> detached(gone));
      }
    } finally {
      batch.release();
    }
  }

  private void attached(Connection come) {
    if (come.trunk() != null) {
      trunks.attached(come);
      return;
    }
    relations.attached(come);
    if (come.relation().outgoing()) {
      taking.related(peer.neighbours.of(come));
    }
  }

  private void detached(FrameBatch.Detached gone) {
    trunks.detached(gone);
    Member member = peer.neighbours.of(gone.connection());
    relations.detached(gone);
    if (member != null) {
      handOver.onEnded(member);
      ended.run();
    }
  }

  /** Handles frames up to the first one that fails; tells where to go on. */
  private int frames(FrameBatch batch, int first) {
    try {
      dispatch.batch(batch, first);
      return batch.size();
    } catch (RuntimeException e) {
      int failed = dispatch.underWay();
      // A sibling speaks for many: one descriptor that fails does not cost it the trunk.
      if (peer.neighbours.from(batch.connection(failed)) instanceof Sibling sibling) {
        faults.failed("a descriptor of " + sibling.entry().id(), e);
      } else {
        faults.failed(batch.connection(failed), e);
      }
      return failed + 1;
    }
  }

  /** Datagrams of an I/O shard. */
  void onDatagrams(List<Owner.Datagram> came) {
    for (Owner.Datagram datagram : came) {
      try {
        datagrams.onDatagram(datagram);
      } catch (RuntimeException e) {
        faults.failed("a datagram", e);
      }
    }
  }
}
