package io.avp.vcc.cache;

import java.util.Arrays;

/**
 * Which holder has which record under which index, when that was last told, and how many regions
 * use it: 24 bytes each. Not safe for several threads.
 */
final class HoldingTable {
  private static final int FIRST_ROOM = 64;
  private static final int BYTES_EACH = 3 * Integer.BYTES + 2 * Character.BYTES;
  private static final int NONE = -1;

  private final IdTable table = new IdTable(this::hash);

  /** Of a free one -2 - (the next free one), or -1 if it is the last. */
  private int[] bodies = new int[FIRST_ROOM];

  private int[] holders = new int[FIRST_ROOM];
  private int[] indexes = new int[FIRST_ROOM];

  /** Minutes, modulo 2^16. */
  private char[] told = new char[FIRST_ROOM];

  private char[] regions = new char[FIRST_ROOM];
  private int used;
  private int free = NONE;

  /** The holding of a record; negative if there is none. */
  int find(int holder, int body, int index) {
    int slot = table.slot(hash(holder, body, index));
    for (int h = table.at(slot); h >= 0; h = table.at(slot)) {
      if (holders[h] == holder && bodies[h] == body && indexes[h] == index) {
        return h;
      }
      slot = table.next(slot);
    }
    return NONE;
  }

  /** Adds one that is not there, used by no region. */
  int add(int holder, int body, int index) {
    int holding = number();
    bodies[holding] = body;
    holders[holding] = holder;
    indexes[holding] = index;
    regions[holding] = 0;
    table.add(holding);
    return holding;
  }

  private int number() {
    if (free != NONE) {
      int number = free;
      free = bodies[number] == NONE ? NONE : -2 - bodies[number];
      return number;
    }
    if (used == bodies.length) {
      int room = used + used / 4;
      bodies = Arrays.copyOf(bodies, room);
      holders = Arrays.copyOf(holders, room);
      indexes = Arrays.copyOf(indexes, room);
      told = Arrays.copyOf(told, room);
      regions = Arrays.copyOf(regions, room);
    }
    return used++;
  }

  void remove(int holding) {
    table.remove(holding);
    bodies[holding] = free == NONE ? NONE : -2 - free;
    free = holding;
  }

  int body(int holding) {
    return bodies[holding];
  }

  int holder(int holding) {
    return holders[holding];
  }

  int index(int holding) {
    return indexes[holding];
  }

  void told(int holding, int minute) {
    told[holding] = (char) minute;
  }

  boolean toldWithin(int holding, int minute, int minutes) {
    return (char) (minute - told[holding]) <= minutes;
  }

  /** One more region uses it. */
  void retain(int holding) {
    regions[holding]++;
  }

  /** One region fewer uses it; true if none does. */
  boolean release(int holding) {
    return --regions[holding] == 0;
  }

  int size() {
    return table.size();
  }

  /** Heap, in bytes. */
  long bytes() {
    return table.bytes() + (long) bodies.length * BYTES_EACH;
  }

  private int hash(int holding) {
    return hash(holders[holding], bodies[holding], indexes[holding]);
  }

  private static int hash(int holder, int body, int index) {
    // The index is the holder's choice, the others are ours: no choice makes all collide.
    int hash = (body * 0x2c1b3c6d + holder) * 0x297a2d39 + index;
    hash ^= hash >>> 16;
    hash *= 0x7feb352d;
    return hash ^ hash >>> 15;
  }
}
