package io.avp.vcc.cache;

import java.util.function.IntUnaryOperator;

/**
 * Numbers found by a hash of what they stand for; open addressing, four bytes per slot, three
 * quarters of them used at most. Not safe for several threads.
 */
final class IdTable {
  private static final int FIRST_SLOTS = 16;
  private static final int ARRAY_BYTES = 16;

  private final IntUnaryOperator hashOf;

  /** Number + 1; 0 marks a free slot. */
  private int[] slots = new int[FIRST_SLOTS];

  private int size;

  /**
   * Empty.
   *
   * @param hashOf the hash of a number, well mixed, the same as long as it is in the table
   */
  IdTable(IntUnaryOperator hashOf) {
    this.hashOf = hashOf;
  }

  /** The slot in which to look first for what has that hash. */
  int slot(int hash) {
    return hash & slots.length - 1;
  }

  /** The slot in which to look next. */
  int next(int slot) {
    return slot + 1 & slots.length - 1;
  }

  /** The number in a slot; negative if it is free, so that the search ends. */
  int at(int slot) {
    return slots[slot] - 1;
  }

  /** Adds a number that is not in the table. */
  void add(int number) {
    if (size + 1 > slots.length / 4 * 3) {
      int[] old = slots;
      slots = new int[old.length * 2];
      for (int entry : old) {
        if (entry != 0) {
          put(entry - 1);
        }
      }
    }
    put(number);
    size++;
  }

  /** Removes a number that is in the table. */
  void remove(int number) {
    int slot = slot(hashOf.applyAsInt(number));
    while (at(slot) != number) {
      if (at(slot) < 0) {
        throw new IllegalStateException("number " + number + " is not in the table");
      }
      slot = next(slot);
    }
    int free = slot;
    for (int s = next(slot); slots[s] != 0; s = next(s)) {
      int home = slot(hashOf.applyAsInt(at(s)));
      // It may move only if the free slot lies between its home and where it is.
      if ((s - home & slots.length - 1) >= (s - free & slots.length - 1)) {
        slots[free] = slots[s];
        free = s;
      }
    }
    slots[free] = 0;
    size--;
  }

  int size() {
    return size;
  }

  /** Heap in bytes. */
  long bytes() {
    return ARRAY_BYTES + (long) slots.length * Integer.BYTES;
  }

  private void put(int number) {
    int slot = slot(hashOf.applyAsInt(number));
    while (slots[slot] != 0) {
      slot = next(slot);
    }
    slots[slot] = number + 1;
  }
}
