package io.avp.actor;

import io.avp.aol.routing.RouteHandles;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.vcc.cache.SlotHints;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What regions are told of the query tables of members: the slots of those that have to be asked.
 * Of a member whose files the regions know, that are only those for which they cannot answer.
 */
final class HintFlow {
  private final PeerState peer;

  /** What regions are told; the same as all slots if no files are ever known. */
  private final SlotHints told;

  /** Life of each region, as it said when it asked; 0 until then. */
  private final int[] lives = new int[SlotHints.REGIONS];

  /** Regions that do not know the files that others know: these are told of everybody. */
  final BitSet everybody = new BitSet(SlotHints.REGIONS);

  /** There are members of 0.4, of which no table tells what they have: they may have anything. */
  private boolean toldAnything;

  HintFlow(PeerState peer) {
    this.peer = peer;
    told = peer.services.settings().cache().answering() ? new SlotHints() : peer.hints;
  }

  /** Does what changes a member's table, or what is known of its files. */
  void around(Member member, Runnable change) {
    if (told == peer.hints) {
      change.run();
      return;
    }
    BitSet before = asked(member);
    change.run();
    told.change(RouteHandles.slot(member.handle()), before, asked(member));
  }

  private static BitSet asked(Member member) {
    return member.browsing.files == null
        ? projected(member.table)
        : member.browsing.files.askedSlots();
  }

  /** Slots of a table at the resolution of hints; none if there is no table. */
  static BitSet projected(QrpTable table) {
    return table == null ? new BitSet() : SlotHints.project(table.bits(), table::forEachSlot);
  }

  /** Tells the regions what changed in them. */
  void tellRegions() {
    boolean anything = !peer.neighbours.legacy().isEmpty();
    if (anything != toldAnything) {
      toldAnything = anything;
      for (int r = 0; r < SlotHints.REGIONS; r++) {
        tellRegion(r);
      }
    }
    for (int r = told.nextDirty(0); r >= 0; r = told.nextDirty(r + 1)) {
      tellRegion(r);
    }
  }

  /** A region has begun a life: what it is told from now on is for that one. */
  void began(int region, int life) {
    lives[region] = life;
  }

  /** Tells a region its part. */
  void tellRegion(int region) {
    long[] mask = told.mask(region);
    boolean all = everybody.get(region);
    if (all) {
      mask = peer.hints.mask(region);
    }
    if (toldAnything) {
      Arrays.fill(mask, -1);
    }
    peer.services
        .region(region)
        .tell(new QueryRegion.SlotHints(peer.id, peer.incarnation, lives[region], mask, !all));
  }

  /** Heap that this takes beside the hints of all members, in bytes. */
  long bytes() {
    return told == peer.hints ? 0 : told.bytes();
  }
}
