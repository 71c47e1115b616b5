package io.avp.vcc.cache;

import io.avp.model.AvpId;
import io.avp.model.Incarnation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A region's side of the hints: which virtual peers have a member for a slot of its range, and
 * whether all of the realm have told it.
 *
 * <p>32 bytes per virtual peer. A part always comes whole and replaces what was known, so a lost or
 * late one harms nothing. Not safe for several threads.
 */
public final class RegionHints {
  /** Slots of a region. */
  public static final int SLOTS = 256;

  /** Longs that hold one bit per slot. */
  public static final int LONGS = SLOTS / Long.SIZE;

  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  private record Part(long epoch, long[] slots, boolean told) {}

  /**
   * Who may answer several questions.
   *
   * @param peers the virtual peers that the masks speak of, by id
   * @param masks for each question as many longs as the number of peers needs; bit i of them stands
   *     for {@code peers[i]}
   * @param named questions for which at least one virtual peer is named
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  public record Answers(String[] peers, long[] masks, int named) {
    /** True if anybody is named for the question of that place. */
    public boolean anybody(int question) {
      int words = words(peers.length);
      for (int i = question * words; i < (question + 1) * words; i++) {
        if (masks[i] != 0) {
          return true;
        }
      }
      return false;
    }
  }

  private final Map<AvpId, Part> parts = new TreeMap<>();
  private final Map<AvpId, Long> living = new TreeMap<>();

  /**
   * Sets which incarnations live. Parts of others are forgotten, except those of a later
   * incarnation than the one named: their part was faster than the news of their life.
   */
  public void expect(Collection<Incarnation> all) {
    living.clear();
    all.forEach(one -> living.put(one.avp(), one.epoch()));
    parts
        .entrySet()
        .removeIf(
            part -> part.getValue().epoch < living.getOrDefault(part.getKey(), Long.MAX_VALUE));
  }

  /**
   * Takes the part of a virtual peer, unless a later incarnation of it is known.
   *
   * @param slots bit {@code i} of the 256 stands for slot {@code 256 * region + i}
   * @param told false if the region may not know the files of its members that others know
   * @return false if it was left out
   * @throws IllegalArgumentException if there are not {@link #LONGS} longs
   */
  public boolean put(Incarnation from, long[] slots, boolean told) {
    if (slots.length != LONGS) {
      throw new IllegalArgumentException("a part has " + LONGS + " longs, not " + slots.length);
    }
    Part known = parts.get(from.avp());
    if ((known != null && known.epoch > from.epoch())
        || living.getOrDefault(from.avp(), 0L) > from.epoch()) {
      return false;
    }
    parts.put(from.avp(), new Part(from.epoch(), slots, told));
    return true;
  }

  /** True if every living virtual peer has told its part: a "no" of this region holds. */
  public boolean complete() {
    return !living.isEmpty() && parts.keySet().containsAll(living.keySet());
  }

  /** True if, besides, the region knows the files that others know. */
  public boolean told() {
    return complete() && parts.values().stream().allMatch(Part::told);
  }

  /** Living virtual peers that have not told their part. */
  public List<AvpId> missing() {
    return living.keySet().stream().filter(avp -> !parts.containsKey(avp)).toList();
  }

  /**
   * Answers questions of {@code asker}, who is never named itself.
   *
   * @param hashes routing word of each question, as the full 32-bit hash
   */
  public Answers answer(int[] hashes, AvpId asker) {
    List<String> names = new ArrayList<>();
    List<long[]> slots = new ArrayList<>();
    for (Map.Entry<AvpId, Part> part : parts.entrySet()) {
      if (living.containsKey(part.getKey()) && !part.getKey().equals(asker)) {
        names.add(part.getKey().value());
        slots.add(part.getValue().slots);
      }
    }
    int words = words(names.size());
    long[] masks = new long[hashes.length * words];
    int named = 0;
    for (int q = 0; q < hashes.length; q++) {
      int slot = SlotHints.slotOf(hashes[q]) % SLOTS;
      boolean any = false;
      for (int p = 0; p < slots.size(); p++) {
        if ((slots.get(p)[slot >>> 6] >>> slot & 1) != 0) {
          masks[q * words + (p >>> 6)] |= 1L << p;
          any = true;
        }
      }
      named += any ? 1 : 0;
    }
    return new Answers(names.toArray(String[]::new), masks, named);
  }

  /** Longs per question in a mask of that many virtual peers. */
  public static int words(int peers) {
    return (peers + Long.SIZE - 1) / Long.SIZE;
  }

  /** Number of slots per virtual peer, by id. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    parts.forEach(
        (avp, part) -> {
          int count = 0;
          for (long word : part.slots) {
            count += Long.bitCount(word);
          }
          counts.put(avp.value(), count);
        });
    return counts;
  }

  /** Slots that at least one virtual peer has. */
  public int hintedSlots() {
    int count = 0;
    for (int word = 0; word < LONGS; word++) {
      long any = 0;
      for (Part part : parts.values()) {
        any |= part.slots[word];
      }
      count += Long.bitCount(any);
    }
    return count;
  }
}
