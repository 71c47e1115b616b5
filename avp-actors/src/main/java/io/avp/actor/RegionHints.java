package io.avp.actor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Slots of one region, and which virtual peers have a member for them. */
final class RegionHints {
  /** Slots of a region at the resolution of 16 hash bits. */
  static final int SLOTS = 256;

  /** Longs that hold one bit per slot. */
  static final int LONGS = SLOTS / Long.SIZE;

  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  private record Part(long incarnation, long[] slots) {}

  /**
   * Who may answer.
   *
   * @param peers the virtual peers that the masks speak of
   * @param masks for each question as many longs as the number of peers needs; bit i of them stands
   *     for {@code peers[i]}
   * @param named questions for which at least one virtual peer is named
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
  record Answers(String[] peers, long[] masks, int named) {}

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private List<PeerEntry> realm = List.of();
  private boolean realmKnown;

  /** The slot of a hash, in its own region. */
  static int slot(int hash) {
    return hash >>> 16 & (SLOTS - 1);
  }

  /** The region of a hash. */
  static int region(int hash) {
    return hash >>> 24;
  }

  /** Takes the part of a virtual peer, unless it is of an incarnation before the known one. */
  void put(String peer, long incarnation, long[] slots) {
    Part known = parts.get(peer);
    if (slots.length == LONGS && (known == null || known.incarnation <= incarnation)) {
      parts.put(peer, new Part(incarnation, slots));
    }
  }

  /** Takes the list of living virtual peers; returns those whose part is missing. */
  List<PeerEntry> realm(List<PeerEntry> living) {
    realm = living;
    realmKnown = true;
    Map<String, Long> incarnations = new HashMap<>();
    living.forEach(peer -> incarnations.put(peer.id(), peer.incarnation()));
    parts
        .entrySet()
        .removeIf(
            part -> {
              Long now = incarnations.get(part.getKey());
              return now != null && now > part.getValue().incarnation;
            });
    List<PeerEntry> missing = new ArrayList<>();
    for (PeerEntry peer : living) {
      if (!parts.containsKey(peer.id())) {
        missing.add(peer);
      }
    }
    return missing;
  }

  /** True if every living virtual peer has sent its part. */
  boolean complete() {
    if (!realmKnown) {
      return false;
    }
    for (PeerEntry peer : realm) {
      if (!parts.containsKey(peer.id())) {
        return false;
      }
    }
    return true;
  }

  /** Answers questions of {@code asker}, who is never named itself. */
  Answers answer(int[] hashes, String asker) {
    List<String> names = new ArrayList<>();
    List<long[]> slots = new ArrayList<>();
    for (PeerEntry peer : realm) {
      Part part = parts.get(peer.id());
      if (part != null && !peer.id().equals(asker)) {
        names.add(peer.id());
        slots.add(part.slots);
      }
    }
    int words = words(names.size());
    long[] masks = new long[hashes.length * words];
    int named = 0;
    for (int q = 0; q < hashes.length; q++) {
      int slot = slot(hashes[q]);
      boolean any = false;
      for (int p = 0; p < slots.size(); p++) {
        if ((slots.get(p)[slot >>> 6] >>> slot & 1) != 0) {
          masks[q * words + (p >>> 6)] |= 1L << p;
          any = true;
        }
      }
      if (any) {
        named++;
      }
    }
    return new Answers(names.toArray(String[]::new), masks, named);
  }

  /** Longs per question in a mask of that many virtual peers. */
  static int words(int peers) {
    return (peers + Long.SIZE - 1) / Long.SIZE;
  }

  /** Slots with at least one virtual peer. */
  int hintedSlots() {
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

  /** Number of hinted slots of each virtual peer. */
  Map<String, Integer> perPeer() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    parts.forEach(
        (peer, part) -> {
          int count = 0;
          for (long word : part.slots) {
            count += Long.bitCount(word);
          }
          counts.put(peer, count);
        });
    return counts;
  }
}
