package io.avp.actor;

import io.avp.vcc.cache.RegionHints;

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
}
