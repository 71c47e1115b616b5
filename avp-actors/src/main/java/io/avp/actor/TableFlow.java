package io.avp.actor;

import io.avp.aol.routing.RouteHandles;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.qrp.QrpReceiver;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.util.Optional;

/**
 * Query tables of members (fact sheet, section 7): kept, hinted to the regions, and offered to the
 * virtual peer's {@link OwnTable}.
 */
final class TableFlow {
  private static final DescriptorType QRP = DescriptorType.QRP;

  /** A larger table of which all slots are present only attracts what is not meant for it. */
  private static final int FULL_TABLE_BITS = 10;

  private final PeerState peer;
  private final OwnTable own;
  private final HintFlow hints;
  private final KnowledgeFlow knowledge;
  private long bytes;

  TableFlow(PeerState peer, OwnTable own, HintFlow hints, KnowledgeFlow knowledge) {
    this.peer = peer;
    this.own = own;
    this.hints = hints;
    this.knowledge = knowledge;
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
    boolean changed = member.table != null && !table.equals(member.table);
    if (member.table == null) {
      peer.neighbours.hasTable(member);
    }
    change(member, table);
    if (changed) {
      knowledge.outdated(member);
    }
    own.offer(member);
  }

  private void change(Member member, QrpTable table) {
    own.withdraw(member);
    peer.hints.change(
        RouteHandles.slot(member.handle()),
        HintFlow.projected(member.table),
        HintFlow.projected(table));
    bytes += heap(table) - heap(member.table);
    hints.around(member, () -> member.table = table);
  }

  private static int heap(QrpTable table) {
    return table == null ? 0 : table.bytes();
  }

  /** A member has gone. */
  void forget(Member member) {
    release(member);
    own.forget(member);
    knowledge.forget(member);
    if (member.table != null) {
      change(member, null);
    }
  }

  /** Frees what an unfinished table of a member holds outside the heap. */
  void release(Member member) {
    if (member.receiver != null) {
      member.receiver.close();
    }
  }

  /** Heap of the tables of members, in bytes. */
  long bytes() {
    return bytes;
  }
}
