package io.avp.ops.sim;

import java.util.Arrays;

/**
 * What is going to happen, in virtual time: a binary heap of two longs per event. What happens at
 * the same time comes in the order of its data, so that the order never depends on the order in
 * which it was planned. Not safe for several threads.
 */
final class EventQueue {
  private static final int FIRST_ROOM = 1 << 10;

  private long[] times = new long[FIRST_ROOM];
  private long[] data = new long[FIRST_ROOM];
  private int size;
  private long now;

  /** Plans an event; {@code at} is in microseconds, not before {@link #now}. */
  void add(long at, long what) {
    if (at < now) {
      throw new IllegalArgumentException("an event at " + at + ", but it is " + now);
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      data = Arrays.copyOf(data, size * 2);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = hole - 1 >>> 1;
      if (!before(at, what, times[parent], data[parent])) {
        break;
      }
      times[hole] = times[parent];
      data[hole] = data[parent];
      hole = parent;
    }
    times[hole] = at;
    data[hole] = what;
  }

  /** Takes the next event, whose time it is from then on. There must be one. */
  long next() {
    if (size == 0) {
      throw new IllegalStateException("nothing happens any more");
    }
    now = times[0];
    long first = data[0];
    size--;
    sink(times[size], data[size]);
    return first;
  }

  private void sink(long time, long what) {
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size
          && before(times[child + 1], data[child + 1], times[child], data[child])) {
        child++;
      }
      if (!before(times[child], data[child], time, what)) {
        break;
      }
      times[hole] = times[child];
      data[hole] = data[child];
      hole = child;
    }
    times[hole] = time;
    data[hole] = what;
  }

  private static boolean before(long time, long what, long otherTime, long other) {
    return time < otherTime || (time == otherTime && what < other);
  }

  /** True if nothing is going to happen. */
  boolean isEmpty() {
    return size == 0;
  }

  /** The time of the event that was taken last, in microseconds. */
  long now() {
    return now;
  }

  /** Forgets what was planned; time begins anew. */
  void clear() {
    size = 0;
    now = 0;
  }
}
