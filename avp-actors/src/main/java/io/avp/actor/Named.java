package io.avp.actor;

import io.avp.vcc.cache.RegionHints;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a region names for one question.
 *
 * @param siblings that the masks speak of; null for those that are gone
 * @param masks as {@link QueryRegion.Answer} has them
 * @param q place of the question
 * @param life of the region
 * @param lookedUp as {@link QueryRegion.Answer} has it; 0 as well if members have answered the
 *     question of late
 */
@SuppressWarnings("ArrayRecordComponent") // never shared
record Named(Sibling[] siblings, long[] masks, int q, int life, long lookedUp) {
  /** True if the sibling of that place is named. */
  boolean has(int i) {
    return (masks[q * RegionHints.words(siblings.length) + (i >>> 6)] >>> i & 1) != 0;
  }

  /** All that are named; empty if one of them is gone. */
  Optional<Set<Sibling>> there() {
    Set<Sibling> all = new LinkedHashSet<>();
    for (int i = 0; i < siblings.length; i++) {
      if (has(i) && (siblings[i] == null || !all.add(siblings[i]))) {
        return Optional.empty();
      }
    }
    return Optional.of(all);
  }
}
