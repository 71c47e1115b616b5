package io.avp.vcc.cache;

import java.util.List;

/**
 * What a virtual peer tells one region about its members' tables.
 *
 * @param region 0 to 255
 * @param sequence 1, 2, 3, ... per region; a region that misses one asks for the whole
 * @param whole true if {@code added} is everything and replaces what the region knew
 * @param added slots (0 to 65535) that now have a member
 * @param removed slots that no longer have one; empty if {@code whole}
 */
public record SlotDelta(
    int region, long sequence, boolean whole, List<Integer> added, List<Integer> removed) {
  /** Copies the lists. */
  public SlotDelta {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }
}
