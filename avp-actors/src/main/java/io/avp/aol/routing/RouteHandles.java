package io.avp.aol.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Gives every connection an int that outlives it without ever meaning another one.
 *
 * <p>A handle is a slot (low 16 bits) and the slot's generation (high 16 bits, from 1, so that 0 is
 * never a handle). A slot that became free goes to the end of the queue of free slots and gets the
 * next generation: routes that still name the old connection find nobody. A slot wraps only after
 * 65,535 uses. Not safe for several threads.
 *
 * @param <T> what a handle stands for, such as a connection
 */
public final class RouteHandles<T> {
  /** The handle of nobody. */
  public static final int NONE = 0;

  /** Most connections at a time. */
  public static final int MAX = 1 << 16;

  private static final int SLOT_MASK = MAX - 1;

  private final List<T> holders = new ArrayList<>();
  private char[] generations = new char[64];
  private char[] free = new char[64];
  private int freeHead;
  private int freeCount;
  private int open;

  /**
   * Makes the holder of a new handle.
   *
   * @param maker gets the handle
   * @throws IllegalStateException if {@link #MAX} handles are open; the degree band is far below
   */
  public T open(IntFunction<T> maker) {
    int slot;
    // An old slot is used again only when many wait, so that generations advance slowly.
    if (freeCount > 32 || (freeCount > 0 && holders.size() == MAX)) {
      slot = free[freeHead];
      freeHead = (freeHead + 1) % free.length;
      freeCount--;
    } else {
      if (holders.size() == MAX) {
        throw new IllegalStateException("more than " + MAX + " connections");
      }
      slot = holders.size();
      holders.add(null);
      if (slot == generations.length) {
        generations = java.util.Arrays.copyOf(generations, slot * 2);
      }
    }
    generations[slot] = generations[slot] == 0xffff ? 1 : (char) (generations[slot] + 1);
    open++;
    T holder = maker.apply((generations[slot] << 16) | slot);
    holders.set(slot, holder);
    return holder;
  }

  /** Whom a handle stands for; null if that connection has ended. */
  public T get(int handle) {
    int slot = handle & SLOT_MASK;
    return slot < holders.size() && generations[slot] == handle >>> 16 ? holders.get(slot) : null;
  }

  /** True while the connection of the handle lasts. */
  public boolean alive(int handle) {
    return get(handle) != null;
  }

  /** Ends a handle; false if it had ended before. */
  public boolean close(int handle) {
    if (!alive(handle)) {
      return false;
    }
    int slot = handle & SLOT_MASK;
    holders.set(slot, null);
    if (freeCount == free.length) {
      char[] more = new char[free.length * 2];
      for (int i = 0; i < freeCount; i++) {
        more[i] = free[(freeHead + i) % free.length];
      }
      free = more;
      freeHead = 0;
    }
    free[(freeHead + freeCount++) % free.length] = (char) slot;
    open--;
    return true;
  }

  /** The slot of a handle, 0 to 65535: an index for arrays beside this table. */
  public static int slot(int handle) {
    return handle & SLOT_MASK;
  }

  /** Number of open handles. */
  public int size() {
    return open;
  }
}
