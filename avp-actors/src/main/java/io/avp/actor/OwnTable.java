package io.avp.actor;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QrpUnion;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The query table of the virtual peer itself, which goes to ultrapeers: the union of its leaves'
 * tables (fact sheet, section 7).
 */
final class OwnTable {
  private static final int BITS = 17;
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A leaf that takes queries of fewer hops only is too busy to be found from outside. */
  private static final int BUSY_HOPS = 3;

  /** Slots of leaves' tables that may be gone through in one tick. */
  private static final int SLOTS_PER_TICK = 1 << 18;

  private final PeerState peer;
  private final QrpUnion leaves = new QrpUnion(BITS);

  /** Leaves that have become busy, or are no longer, since {@link #leaves} was told. */
  private final Set<Member> changed = new LinkedHashSet<>();

  /** As ultrapeers know it. */
  private QrpTable table = QrpTable.empty(BITS);

  private boolean stale;
  private long madeNanos;

  /** Nothing yet. */
  OwnTable(PeerState peer) {
    this.peer = peer;
    madeNanos = peer.now - PERIOD_NANOS;
  }

  /** Takes in the table of a member if it is a leaf that can be found from outside, or else not. */
  void offer(Member member) {
    offer(member, canBeFound(member));
  }

  /** Takes out the table of a member, which is about to be replaced. */
  void withdraw(Member member) {
    offer(member, false);
  }

  private void offer(Member leaf, boolean yes) {
    if (leaf.offered == yes) {
      return;
    }
    leaf.offered = yes;
    stale = true;
    if (yes) {
      leaves.add(leaf.table);
    } else {
      leaves.remove(leaf.table);
    }
  }

  private static boolean canBeFound(Member member) {
    return member.isLeaf() && member.table != null && member.hopsFlow >= BUSY_HOPS;
  }

  /** Whether a leaf is busy may have changed. A few bytes say so: what follows from it waits. */
  void hopsFlowChanged(Member member) {
    if (member.offered != canBeFound(member)) {
      changed.add(member);
    }
  }

  /** A member has gone. */
  void forget(Member member) {
    withdraw(member);
    changed.remove(member);
  }

  /** Sends an ultrapeer the table, if it looks at tables. */
  void greet(Member ultrapeer) {
    if (ultrapeer.connection().relation().ultrapeerQrp()) {
      ultrapeer.told = true;
      send(ultrapeer, QrpSender.whole(table));
    }
  }

  /** Tells ultrapeers what changed, if it is time. */
  void tick() {
    offerChanged();
    if (!stale || peer.now - madeNanos < PERIOD_NANOS) {
      return;
    }
    madeNanos = peer.now;
    stale = false;
    QrpTable before = table;
    table = leaves.table();
    List<byte[]> change = QrpSender.change(before, table);
    for (Member ultrapeer : peer.neighbours.ultrapeers()) {
      if (ultrapeer.told) {
        send(ultrapeer, change);
      }
    }
  }

  private void offerChanged() {
    int slots = 0;
    Iterator<Member> next = changed.iterator();
    while (next.hasNext() && slots < SLOTS_PER_TICK) {
      Member leaf = next.next();
      next.remove();
      slots += leaf.table == null ? 0 : leaf.table.present();
      offer(leaf);
    }
  }

  private void send(Member ultrapeer, List<byte[]> payloads) {
    for (byte[] payload : payloads) {
      peer.originate(ultrapeer, DescriptorType.QRP, Qrp.frame(peer.newId(), payload));
    }
  }

  /** Share of its slots that are present. */
  double fill() {
    return table.fill();
  }
}
