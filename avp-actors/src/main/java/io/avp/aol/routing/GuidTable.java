package io.avp.aol.routing;

import java.util.Arrays;

/**
 * One generation of routes: an open-addressing table of primitives, 21 bytes per slot, at most 60 %
 * full, growing by doubling until its limit.
 *
 * <p>Key: GUID and kind. Value: an int that is never 0 (0 marks a free slot) and one byte of mark.
 */
final class GuidTable {
  static final int BYTES_PER_SLOT = 21;
  private static final int INITIAL_SLOTS = 1 << 10;

  private final long salt;
  private final int maxSlots;
  private long[] highs;
  private long[] lows;
  private int[] values;
  private byte[] marks;
  private int size;

  /**
   * An empty table.
   *
   * @param maxSlots a power of two
   * @param salt secret that keeps others from choosing GUIDs that fall into one slot
   */
  GuidTable(int maxSlots, long salt) {
    this.maxSlots = maxSlots;
    this.salt = salt;
    allocate(Math.min(INITIAL_SLOTS, maxSlots));
  }

  /** The slot of a key, or -1 - (the free slot where it belongs). */
  int find(long high, long low, int kind) {
    int mask = values.length - 1;
    int slot = hash(high, low, kind) & mask;
    while (values[slot] != 0) {
      if (highs[slot] == high && lows[slot] == low && (marks[slot] & 3) == kind) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return -1 - slot;
  }

  /** Adds a key that {@link #find} has not found; false if the table is full. */
  boolean add(long high, long low, int kind, int value, int data) {
    if (isFull()) {
      return false;
    }
    if (size >= room(values.length)) {
      grow();
    }
    put(-1 - find(high, low, kind), high, low, value, (byte) ((data << 2) | kind));
    size++;
    return true;
  }

  boolean isFull() {
    return size >= room(maxSlots);
  }

  int value(int slot) {
    return values[slot];
  }

  void value(int slot, int value) {
    values[slot] = value;
  }

  /** Six bits that belong to the key's value. */
  int data(int slot) {
    return (marks[slot] & 0xff) >>> 2;
  }

  void data(int slot, int data) {
    marks[slot] = (byte) ((data << 2) | (marks[slot] & 3));
  }

  int size() {
    return size;
  }

  /** Most entries. */
  int limit() {
    return room(maxSlots);
  }

  long bytes() {
    return (long) values.length * BYTES_PER_SLOT;
  }

  /** Forgets everything; a table that was little used shrinks. */
  void clear() {
    if (size < values.length / 8 && values.length > INITIAL_SLOTS) {
      allocate(values.length / 2);
    } else {
      Arrays.fill(values, 0);
    }
    size = 0;
  }

  private static int room(int slots) {
    return slots / 5 * 3;
  }

  private void allocate(int slots) {
    highs = new long[slots];
    lows = new long[slots];
    values = new int[slots];
    marks = new byte[slots];
  }

  private void grow() {
    long[] oldHighs = highs;
    long[] oldLows = lows;
    int[] oldValues = values;
    byte[] oldMarks = marks;
    allocate(oldValues.length * 2);
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != 0) {
        int slot = -1 - find(oldHighs[i], oldLows[i], oldMarks[i] & 3);
        put(slot, oldHighs[i], oldLows[i], oldValues[i], oldMarks[i]);
      }
    }
  }

  private void put(int slot, long high, long low, int value, byte mark) {
    highs[slot] = high;
    lows[slot] = low;
    values[slot] = value;
    marks[slot] = mark;
  }

  private int hash(long high, long low, int kind) {
    long h = (high ^ salt) * 0x9E3779B97F4A7C15L;
    h = (h ^ (h >>> 32) ^ (low + kind)) * 0xC2B2AE3D27D4EB4FL;
    h = (h ^ (h >>> 29) ^ Long.rotateLeft(salt, 17)) * 0x165667B19E3779F9L;
    return (int) (h >>> 32);
  }
}
