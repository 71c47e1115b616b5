package io.avp.aol.routing;

import java.util.function.LongConsumer;

/**
 * One generation of routes: an open-addressing table of primitives, 16 bytes per slot, at most half
 * full, growing by doubling until its limit. Entries carry the number of the table's life, so that
 * to forget all is to begin the next life.
 *
 * <p>Key and value are neighbours: a new entry costs one cache miss, and nearly all searches end in
 * the cache line in which they begin. Of a GUID it keeps a salted 64-bit key, so that two of n
 * GUIDs are taken for one with a probability of n/2^64 per look-up. Value: a handle of {@link
 * RouteHandles} and six bits of data.
 */
final class GuidTable {
  static final int BYTES_PER_SLOT = 2 * Long.BYTES;

  /** Largest data. */
  static final int MAX_DATA = 63;

  private static final int INITIAL_SLOTS = 1 << 10;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int VALUE_SHIFT = 6;
  private static final int LIFE_SHIFT = VALUE_SHIFT + Integer.SIZE;

  /** What the first life adds to its values; every life adds more than the one before. */
  private static final long FIRST_LIFE = 1L << LIFE_SHIFT;

  private final int maxSlots;

  /**
   * Key and value by turns; a slot whose value is of an earlier life is free. A place is the index
   * of a key.
   */
  private long[] entries;

  private int shift;
  private long life = FIRST_LIFE;
  private int size;

  /**
   * An empty table.
   *
   * @param maxSlots a power of two, 2^10 to 2^22
   */
  GuidTable(int maxSlots) {
    if (Integer.bitCount(maxSlots) != 1 || maxSlots < 1 << 10 || maxSlots > 1 << 22) {
      throw new IllegalArgumentException(
          "slots " + maxSlots + " is not a power of two, 2^10..2^22");
    }
    this.maxSlots = maxSlots;
    allocate(INITIAL_SLOTS);
  }

  /**
   * The key of a GUID.
   *
   * @param kind keeps ids of different kinds apart
   * @param salt secret that keeps others from choosing GUIDs that fall into one slot
   */
  static long key(long high, long low, int kind, long salt) {
    // Each half is mixed by a bijection of its own, so that no half can cancel the other.
    long a = (high ^ salt) * 0xC2B2AE3D27D4EB4FL;
    long b = (low + kind * SPREAD ^ Long.rotateLeft(salt, 32)) * 0x165667B19E3779F9L;
    return (a ^ a >>> 32) + Long.rotateLeft(b ^ b >>> 29, 23);
  }

  /** The place of a key, or -1 - (the free place where it belongs). */
  int find(long key) {
    long[] table = entries;
    int mask = table.length - 1;
    int at = index(key);
    while (isTaken(table, at)) {
      if (table[at] == key) {
        return at;
      }
      at = at + 2 & mask;
    }
    return -1 - at;
  }

  /** Brings the place of a key into the cache; the result has no meaning. */
  long touch(long key) {
    return entries[index(key)];
  }

  /**
   * Adds a key to a table that is not full.
   *
   * @param free what {@link #find} has just said of the key, which is below 0
   */
  void add(int free, long key, int value, int data) {
    if (size >= room(entries.length / 2)) {
      grow();
      put(-1 - find(key), key, packed(value, data));
    } else {
      put(-1 - free, key, packed(value, data));
    }
    size++;
  }

  void set(int place, int value, int data) {
    entries[place + 1] = packed(value, data);
  }

  int value(int place) {
    return (int) (entries[place + 1] >>> VALUE_SHIFT);
  }

  int data(int place) {
    return (int) entries[place + 1] & MAX_DATA;
  }

  boolean isFull() {
    return size >= limit();
  }

  int size() {
    return size;
  }

  /** Most entries. */
  int limit() {
    return room(maxSlots);
  }

  long bytes() {
    return (long) entries.length * Long.BYTES;
  }

  /** Forgets everything; a table that was little used shrinks. */
  void clear() {
    int slots = entries.length / 2;
    if (size < slots / 8 && slots > INITIAL_SLOTS) {
      allocate(slots / 2);
    }
    life += FIRST_LIFE;
    if (life < 0) {
      allocate(entries.length / 2);
      life = FIRST_LIFE;
    }
    size = 0;
  }

  /**
   * Tells the keys of some slots, in no order.
   *
   * @param from index of the first slot
   * @param to index behind the last slot, at most {@link #slots}
   */
  void keys(int from, int to, LongConsumer taker) {
    for (int at = 2 * from; at < 2 * to; at += 2) {
      if (isTaken(entries, at)) {
        taker.accept(entries[at]);
      }
    }
  }

  /** Number of slots at the moment. */
  int slots() {
    return entries.length / 2;
  }

  private boolean isTaken(long[] table, int at) {
    return table[at + 1] >= life;
  }

  private long packed(int value, int data) {
    return life | Integer.toUnsignedLong(value) << VALUE_SHIFT | data;
  }

  /** Fuller ones would be searched for longer: two slots on average for what is not there. */
  private static int room(int slots) {
    return slots / 2;
  }

  private int index(long key) {
    return (int) (key * SPREAD >>> shift) << 1;
  }

  private void allocate(int slots) {
    entries = new long[slots * 2];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
  }

  private void grow() {
    long[] old = entries;
    allocate(old.length);
    for (int i = 0; i < old.length; i += 2) {
      if (isTaken(old, i)) {
        put(-1 - find(old[i]), old[i], old[i + 1]);
      }
    }
  }

  private void put(int at, long key, long value) {
    entries[at] = key;
    entries[at + 1] = value;
  }
}
