package io.avp.actor;

import io.avp.aol.routing.RouteHandles;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.vcc.cache.RegionHints;
import io.avp.vcc.cache.SlotGaps;
import io.avp.vcc.cache.SlotHints;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * What regions are told of the query tables of members: the slots of those that have to be asked.
 * Of a member whose files the regions know, that are only those for which they cannot answer.
 */
final class HintFlow {
  /** Whoever comes and goes and comes does not have everybody told each time. */
  private static final long ANYTHING_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final PeerState peer;

  /** What regions are told; the same as all slots if no files are ever known. */
  private final SlotHints told;

  /** Life of each region, as it said when it asked; 0 until then. */
  private final int[] lives = new int[SlotHints.REGIONS];

  private final boolean keeping;

  /**
   * Slots that some member has gained, by its table or by its files, or was not asked for, since
   * regions were told last.
   */
  private final BitSet gained = new BitSet();

  /** Regions that do not know the files that others know: these are told of everybody. */
  final BitSet everybody = new BitSet(SlotHints.REGIONS);

  /** There are members of 0.4, of which no table tells what they have: they may have anything. */
  private boolean toldAnything;

  private long anythingUntilNanos;

  HintFlow(PeerState peer) {
    this.peer = peer;
    CacheSettings cache = peer.services.settings().cache();
    told = cache.answering() ? new SlotHints() : peer.hints;
    keeping = cache.keepsAnswers();
    anythingUntilNanos = peer.now;
  }

  /** Does what changes a member's table, or what is known of its files. */
  void around(Member member, Runnable change) {
    if (told == peer.hints) {
      change.run();
      return;
    }
    BitSet before = asked(member);
    change.run();
    BitSet after = asked(member);
    told.change(RouteHandles.slot(member.handle()), before, after);
    if (keeping) {
      after.andNot(before);
      gained.or(after);
    }
  }

  /** Regions know files of a member, also by words that no table has announced. */
  void known(Member member) {
    if (keeping) {
      gained.or(member.browsing.files.slotsBeside(projected(member.table)));
    }
  }

  /**
   * A sibling's question was not put to members, or to some of which no table tells when they have
   * more: what is kept of the answers is not all.
   */
  void notAsked(int hash) {
    if (keeping) {
      gained.set(SlotHints.slotOf(hash));
    }
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
    if (!peer.neighbours.legacy().isEmpty()) {
      anythingUntilNanos = peer.now + ANYTHING_NANOS;
    }
    boolean anything = peer.now - anythingUntilNanos < 0;
    if (anything != toldAnything) {
      toldAnything = anything;
      if (anything && keeping) {
        gained.set(0, SlotHints.REGIONS * RegionHints.SLOTS);
      }
      for (int r = 0; r < SlotHints.REGIONS; r++) {
        tellRegion(r);
      }
    }
    for (int r = told.nextDirty(0); r >= 0; r = told.nextDirty(r + 1)) {
      tellRegion(r);
    }
    if (!gained.isEmpty()) {
      // Regions hear only of slots that no other member here has.
      HoldingsExchange.Gained some = new HoldingsExchange.Gained(peer.id, SlotGaps.encode(gained));
      HoldingsExchange.all(peer.services.system()).forEach(node -> node.tell(some));
      gained.clear();
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
