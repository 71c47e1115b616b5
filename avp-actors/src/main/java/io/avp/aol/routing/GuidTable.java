package io.avp.aol.routing;

/**
 * Two generations of routes in one open-addressing table of primitives, so that one look-up, which
 * is one cache miss, asks both: 12 bytes per slot, at most 60 % full, growing by doubling until its
 * limit.
 *
 * <p>Keys and values are apart: what is looked up for a new GUID are keys only, eight to a cache
 * line. Of a GUID it keeps a salted 64-bit key, so that two of n GUIDs are taken for one with a
 * probability of n/2^64 per look-up. Value: a handle, four bits of data, and the generation.
 *
 * <p>Entries of past generations are swept out while new ones come, a few slots at a time.
 */
final class GuidTable {
  static final int BYTES_PER_SLOT = Long.BYTES + Integer.BYTES;

  /** Largest data. */
  static final int MAX_DATA = 15;

  private static final int INITIAL_SLOTS = 1 << 10;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int DATA_SHIFT = 2;
  private static final int VALUE_SHIFT = 6;
  private static final int EPOCHS = 3;

  /**
   * Slots swept at a time, and new entries between two times: a whole sweep before a generation is
   * full, whose entries are at most three tenths of the slots.
   */
  private static final int SWEEP = 64;

  private static final int SWEEP_EVERY = 16;

  private final int maxSlots;

  /** 0 marks a free slot. */
  private long[] keys;

  private int[] values;
  private int shift;
  private int occupied;
  private int young;
  private int old;
  private int epoch;
  private int hand;

  /**
   * An empty table.
   *
   * @param slots of each generation, a power of two
   */
  GuidTable(int slots) {
    this.maxSlots = slots * 2;
    allocate(Math.min(INITIAL_SLOTS, maxSlots));
  }

  /** Checks the number of slots of a generation: a power of two, 2^10 to 2^22. */
  static void check(int slots) {
    if (Integer.bitCount(slots) != 1 || slots < 1 << 10 || slots > 1 << 22) {
      throw new IllegalArgumentException("slots " + slots + " is not a power of two, 2^10..2^22");
    }
  }

  /**
   * The key of a GUID, never 0.
   *
   * @param kind keeps ids of different kinds apart
   * @param salt secret that keeps others from choosing GUIDs that fall into one slot
   */
  static long key(long high, long low, int kind, long salt) {
    // Each half is mixed by a bijection of its own, so that no half can cancel the other.
    long a = (high ^ salt) * 0xC2B2AE3D27D4EB4FL;
    long b = (low + kind * SPREAD ^ Long.rotateLeft(salt, 32)) * 0x165667B19E3779F9L;
    long key = (a ^ a >>> 32) + Long.rotateLeft(b ^ b >>> 29, 23);
    return key == 0 ? 1 : key;
  }

  /** The slot of a key, or -1 - (the slot where it belongs). */
  int find(long key) {
    long[] table = keys;
    int mask = table.length - 1;
    int at = index(key);
    for (long there = table[at]; there != 0; there = table[at]) {
      if (there == key) {
        return isAlive(values[at]) ? at : -1 - at;
      }
      at = at + 1 & mask;
    }
    return -1 - at;
  }

  /** Brings the slot of a key into the cache; the result has no meaning. */
  long touch(long key) {
    return keys[index(key)];
  }

  /**
   * Adds a key to the young generation, which is not full.
   *
   * @param place what {@link #find} has just said of the key, which is below 0
   * @param value a handle of {@link RouteHandles}
   * @param data 0 to {@link #MAX_DATA}
   */
  void add(int place, long key, int value, int data) {
    int at = -1 - place;
    if (keys[at] == 0 && occupied >= room(keys.length) && keys.length < maxSlots) {
      resize(keys.length * 2);
      at = -1 - find(key);
    }
    put(at, key, packed(value, data));
    young++;
    if (young % SWEEP_EVERY == 0) {
      sweep(Math.min(keys.length, hand + SWEEP));
    }
  }

  /** Changes an entry, and takes it into the young generation. */
  void renew(int slot, int value, int data) {
    if ((values[slot] & EPOCHS) != epoch) {
      old--;
      young++;
    }
    values[slot] = packed(value, data);
  }

  /** Changes the data of an entry, which stays in its generation. */
  void setData(int slot, int data) {
    values[slot] = values[slot] & ~(MAX_DATA << DATA_SHIFT) | data << DATA_SHIFT;
  }

  int value(int slot) {
    return values[slot] >>> VALUE_SHIFT;
  }

  int data(int slot) {
    return values[slot] >>> DATA_SHIFT & MAX_DATA;
  }

  /** True if the young generation takes no more. */
  boolean isFull() {
    return young >= limit();
  }

  /** Most entries of a generation. */
  int limit() {
    return room(maxSlots) / 2;
  }

  /** Entries of the young generation. */
  int young() {
    return young;
  }

  /** Entries of both generations. */
  int size() {
    return young + old;
  }

  long bytes() {
    return (long) keys.length * BYTES_PER_SLOT;
  }

  /** Forgets the old generation; the young one is the old one from now on. */
  void turn() {
    sweep(keys.length);
    epoch = epoch + 1 & EPOCHS;
    old = young;
    young = 0;
    hand = 0;
    if (old < keys.length / 16 && keys.length > INITIAL_SLOTS) {
      resize(keys.length / 2);
    }
  }

  private boolean isAlive(int packed) {
    return (epoch - packed & EPOCHS) < 2;
  }

  private int packed(int value, int data) {
    return value << VALUE_SHIFT | data << DATA_SHIFT | epoch;
  }

  private static int room(int slots) {
    return slots / 5 * 3;
  }

  private int index(long key) {
    return (int) (key * SPREAD >>> shift);
  }

  private void allocate(int slots) {
    keys = new long[slots];
    values = new int[slots];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
    occupied = 0;
    hand = 0;
  }

  private void resize(int slots) {
    long[] oldKeys = keys;
    int[] oldValues = values;
    allocate(slots);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0 && isAlive(oldValues[i])) {
        put(-1 - find(oldKeys[i]), oldKeys[i], oldValues[i]);
      }
    }
  }

  private void put(int at, long key, int packed) {
    if (keys[at] == 0) {
      occupied++;
    }
    keys[at] = key;
    values[at] = packed;
  }

  /** Frees the slots of past generations up to {@code end}, and on to the next free slot. */
  private void sweep(int end) {
    int mask = keys.length - 1;
    boolean holes = false;
    int at = hand;
    for (; at < end || (holes && keys[at & mask] != 0); at++) {
      int slot = at & mask;
      if (keys[slot] == 0) {
        holes = false;
      } else if (!isAlive(values[slot])) {
        keys[slot] = 0;
        occupied--;
        holes = true;
      } else if (holes) {
        moveUp(slot, mask);
      }
    }
    hand = at;
  }

  /** Closes a gap between where an entry belongs and where it is, so that it is found. */
  private void moveUp(int slot, int mask) {
    long key = keys[slot];
    for (int at = index(key); at != slot; at = at + 1 & mask) {
      if (keys[at] == 0) {
        keys[at] = key;
        values[at] = values[slot];
        keys[slot] = 0;
        return;
      }
    }
  }
}
