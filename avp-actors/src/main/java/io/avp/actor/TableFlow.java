package io.avp.actor;

import io.avp.aol.routing.RouteHandles;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.qrp.QrpReceiver;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import io.avp.vcc.cache.SlotHints;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Query tables: those of members are kept and hinted to the regions; the union of the leaves'
 * tables goes to ultrapeers (fact sheet, section 7).
 */
final class TableFlow {
  private static final DescriptorType QRP = DescriptorType.QRP;
  private static final int OWN_BITS = 17;
  private static final long OWN_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A leaf that takes queries of fewer hops only is too busy to be found from outside. */
  private static final int BUSY_HOPS = 3;

  /** A larger table of which all slots are present only attracts what is not meant for it. */
  private static final int FULL_TABLE_BITS = 10;

  private final PeerState peer;
  private QrpTable own = QrpTable.empty(OWN_BITS);
  private boolean ownStale;
  private long ownNanos;

  TableFlow(PeerState peer) {
    this.peer = peer;
    ownNanos = peer.now - OWN_PERIOD_NANOS;
  }

  /** Takes a part of a member's table. */
  void onTable(Member from, byte[] b, int at, int length) {
    if (begins(b, at, length) && from.rates.table(peer.now) != Decision.PERMIT) {
      // A few bytes can stand for millions of slots.
      peer.audit.dropped(QRP, DropReason.THROTTLED);
      peer.close(from, CloseReason.BAD_QRP);
      return;
    }
    if (from.receiver == null) {
      from.receiver = new QrpReceiver(from.table);
    }
    try {
      Optional<QrpTable> table = from.receiver.accept(b, at + Header.BYTES, length - Header.BYTES);
      if (table.isPresent() && isFull(table.get())) {
        peer.audit.dropped(QRP, DropReason.REFUSED);
        peer.close(from, CloseReason.BAD_QRP);
        return;
      }
      table.ifPresent(now -> replace(from, now));
      from.receiver = table.isPresent() ? null : from.receiver;
      peer.audit.fate(QRP, Outcome.CONSUMED);
    } catch (MalformedException e) {
      peer.audit.dropped(QRP, DropReason.MALFORMED);
      peer.close(from, CloseReason.BAD_QRP);
    }
  }

  /** True for the first patch of a sequence. */
  private static boolean begins(byte[] b, int at, int length) {
    return length > Header.BYTES + 1 && b[at + Header.BYTES] == 1 && b[at + Header.BYTES + 1] == 1;
  }

  private static boolean isFull(QrpTable table) {
    return table.bits() >= FULL_TABLE_BITS && table.present() == table.slots();
  }

  private void replace(Member member, QrpTable table) {
    if (member.table == null) {
      peer.neighbours.hasTable(member);
    }
    peer.hints.change(
        RouteHandles.slot(member.handle()), projected(member.table), projected(table));
    member.table = table;
    ownStale |= member.isLeaf();
  }

  private static BitSet projected(QrpTable table) {
    return table == null ? new BitSet() : SlotHints.project(table.bits(), table::forEachSlot);
  }

  /** A member has gone. */
  void forget(Member member) {
    release(member);
    if (member.table != null) {
      peer.hints.change(RouteHandles.slot(member.handle()), projected(member.table), new BitSet());
      ownStale |= member.isLeaf();
    }
  }

  /** Frees what an unfinished table of a member holds outside the heap. */
  void release(Member member) {
    if (member.receiver != null) {
      member.receiver.close();
    }
  }

  /** Whether a leaf counts as busy may have changed. */
  void hopsFlowChanged(Member member) {
    ownStale |= member.isLeaf();
  }

  /** Tells the regions what changed in them. */
  void tellRegions() {
    for (int r = peer.hints.nextDirty(0); r >= 0; r = peer.hints.nextDirty(r + 1)) {
      tellRegion(r);
    }
  }

  /** Tells a region its part. */
  void tellRegion(int region) {
    peer.services
        .region(region)
        .tell(new QueryRegion.SlotHints(peer.id, peer.incarnation, peer.hints.mask(region)));
  }

  /** Sends an ultrapeer our table, if it looks at tables. */
  void greet(Member ultrapeer) {
    if (ultrapeer.connection().relation().ultrapeerQrp()) {
      send(ultrapeer, QrpSender.whole(own));
    }
  }

  /** Makes our table anew if it is stale, and tells ultrapeers what changed. */
  void tick() {
    if (!ownStale || peer.now - ownNanos < OWN_PERIOD_NANOS) {
      return;
    }
    ownNanos = peer.now;
    ownStale = false;
    own =
        QrpTable.union(
            OWN_BITS,
            peer.neighbours.leaves().stream()
                .filter(leaf -> leaf.table != null && leaf.hopsFlow >= BUSY_HOPS)
                .map(leaf -> leaf.table)
                .toList());
    // Most have been told the same table before: the same change is made once.
    IdentityHashMap<QrpTable, List<byte[]>> changes = new IdentityHashMap<>();
    for (Member ultrapeer : peer.neighbours.ultrapeers()) {
      if (ultrapeer.told != null) {
        send(
            ultrapeer,
            changes.computeIfAbsent(ultrapeer.told, told -> QrpSender.change(told, own)));
      }
    }
  }

  private void send(Member ultrapeer, List<byte[]> payloads) {
    for (byte[] payload : payloads) {
      peer.originate(ultrapeer, QRP, Qrp.frame(peer.newId(), payload));
    }
    ultrapeer.told = own;
  }

  /** Heap of the tables of members, in bytes. */
  long bytes() {
    long sum = 0;
    for (Member member : peer.neighbours.members()) {
      sum += member.table == null ? 0 : member.table.bytes();
    }
    return sum;
  }

  /** Share of the slots of our own table that are present. */
  double fill() {
    return own.fill();
  }
}
