package io.avp.vcc.cache;

import java.util.Arrays;

/**
 * Which holder has which record under which index, when that was last told, and how many regions
 * use it: 16 bytes each. Not safe for several threads.
 */
final class HoldingTable {
  private static final int FIRST_ROOM = 64;
  private static final int BYTES_EACH = 3 * Integer.BYTES + 2 * Character.BYTES;
  private static final int NONE = -1;

  /** Of a free one -2 - (the next free one), or -1 if it is the last. */
  private int[] bodies = new int[FIRST_ROOM];

  private int[] holders = new int[FIRST_ROOM];
  private int[] indexes = new int[FIRST_ROOM];

  /** Minutes, modulo 2^16. */
  private char[] told = new char[FIRST_ROOM];

  private char[] regions = new char[FIRST_ROOM];
  private int used;
  private int size;
  private int free = NONE;

  /** Negative if a holding comes before one of that record and index in the order of its holder. */
  int compare(int holding, int body, int index) {
    int byBody = Integer.compare(bodies[holding], body);
    return byBody == 0 ? Integer.compare(indexes[holding], index) : byBody;
  }

  /** Adds one that is not there, used by no region. */
  int add(int holder, int body, int index) {
    int holding = number();
    bodies[holding] = body;
    holders[holding] = holder;
    indexes[holding] = index;
    regions[holding] = 0;
    size++;
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
    size--;
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
    return age(holding, minute) <= minutes;
  }

  /** Minutes since it was told, as long as these are fewer than 2^16. */
  int age(int holding, int minute) {
    return (char) (minute - told[holding]);
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
    return size;
  }

  /** Heap, in bytes. */
  long bytes() {
    return (long) bodies.length * BYTES_EACH;
  }
}
