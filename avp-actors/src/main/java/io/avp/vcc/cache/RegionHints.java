package io.avp.vcc.cache;

import io.avp.model.AvpId;
import io.avp.model.Incarnation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A region's side of the hints: which virtual peers have a member for a slot of its range, and
 * whether all of the realm have told it.
 *
 * <p>At most 256 bits per virtual peer. Not safe for several threads.
 */
public final class RegionHints {
  /** What became of a report. */
  public enum Applied {
    /** It is part of the hints now. */
    APPLIED,
    /** From an earlier incarnation than the one known, or heard before: left out. */
    STALE,
    /** A report before it is missing: left out; the whole is needed. */
    NEEDS_WHOLE
  }

  private static final class Part {
    private final long epoch;
    private long sequence;
    private final BitSet slots = new BitSet(SLOTS);

    private Part(long epoch) {
      this.epoch = epoch;
    }
  }

  private static final int SLOTS = 256;

  private final int region;
  private final Map<AvpId, Part> parts = new TreeMap<>();
  private final Map<AvpId, Long> ended = new TreeMap<>();
  private final TreeSet<AvpId> expected = new TreeSet<>();

  /** Hints of a region that has just started: nothing is known, nobody expected. */
  public RegionHints(int region) {
    if (region < 0 || region >= SlotHints.REGIONS) {
      throw new IllegalArgumentException("region " + region + " is not in 0..255");
    }
    this.region = region;
  }

  /** Sets which virtual peers live; what others have told is forgotten. */
  public void expect(Collection<AvpId> living) {
    expected.clear();
    expected.addAll(living);
    parts.keySet().retainAll(expected);
  }

  /**
   * Takes a report. That of a higher incarnation voids all of lower ones.
   *
   * @throws IllegalArgumentException if it is for another region or names a slot of another one
   */
  public Applied apply(Incarnation from, SlotDelta delta) {
    check(delta);
    Part part = parts.get(from.avp());
    if (from.epoch() <= ended.getOrDefault(from.avp(), 0L)) {
      return Applied.STALE;
    }
    if (part != null
        && (from.epoch() < part.epoch
            || (sameLife(part, from) && delta.sequence() <= part.sequence))) {
      return Applied.STALE;
    }
    boolean next = part != null && sameLife(part, from) && delta.sequence() == part.sequence + 1;
    if (!delta.whole() && !next) {
      if (part != null && !sameLife(part, from)) {
        parts.remove(from.avp());
      }
      // The first delta of a life begins at nothing, so it is a whole.
      if (delta.sequence() != 1) {
        return Applied.NEEDS_WHOLE;
      }
    }
    if (delta.whole() || !next) {
      part = new Part(from.epoch());
      parts.put(from.avp(), part);
    }
    for (int slot : delta.added()) {
      part.slots.set(slot % SLOTS);
    }
    for (int slot : delta.removed()) {
      part.slots.clear(slot % SLOTS);
    }
    part.sequence = delta.sequence();
    return Applied.APPLIED;
  }

  /**
   * Forgets an incarnation that has ended; late reports of it and of earlier ones are stale. Its
   * virtual peer is no longer expected until {@link #expect} names it again.
   */
  public void forget(Incarnation gone) {
    AvpId avp = gone.avp();
    ended.merge(avp, gone.epoch(), Math::max);
    Part part = parts.get(avp);
    if (part == null || part.epoch <= gone.epoch()) {
      parts.remove(avp);
      expected.remove(avp);
    }
  }

  /** Who has a member for a slot (0 to 65535), in the order of their ids. */
  public List<Incarnation> who(int slot) {
    if (slot / SLOTS != region) {
      throw new IllegalArgumentException("slot " + slot + " is not of region " + region);
    }
    List<Incarnation> found = new ArrayList<>();
    parts.forEach(
        (avp, part) -> {
          if (part.slots.get(slot % SLOTS)) {
            found.add(new Incarnation(avp, part.epoch));
          }
        });
    return found;
  }

  /** True if every expected virtual peer has told its part: a "no" of this region holds. */
  public boolean complete() {
    return !expected.isEmpty() && parts.keySet().containsAll(expected);
  }

  /** Expected virtual peers that have not told their part. */
  public List<AvpId> missing() {
    return expected.stream().filter(avp -> !parts.containsKey(avp)).toList();
  }

  /** Number of slots per virtual peer, by id. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    parts.forEach((avp, part) -> counts.put(avp.value(), part.slots.cardinality()));
    return counts;
  }

  /** Slots that at least one virtual peer has. */
  public int hintedSlots() {
    BitSet all = new BitSet(SLOTS);
    parts.values().forEach(part -> all.or(part.slots));
    return all.cardinality();
  }

  private static boolean sameLife(Part part, Incarnation from) {
    return part.epoch == from.epoch();
  }

  private void check(SlotDelta delta) {
    if (delta.region() != region
        || delta.added().stream().anyMatch(this::foreign)
        || delta.removed().stream().anyMatch(this::foreign)) {
      throw new IllegalArgumentException("a report for another region than " + region);
    }
  }

  private boolean foreign(int slot) {
    return slot < 0 || slot / SLOTS != region;
  }
}
