package io.avp.gnutella.stream;

import java.util.Arrays;

/** Frames of one class in the order in which they came: their bytes, lengths and arrival times. */
final class FrameRing {
  private static final byte[] NO_BYTES = {};
  private static final int[] NO_LENGTHS = {};
  private static final long[] NO_TIMES = {};

  private byte[] bytes = NO_BYTES;
  private int head;
  private int tail;
  private int[] lengths = NO_LENGTHS;
  private long[] times = NO_TIMES;
  private int first;
  private int last;

  void add(byte[] source, int offset, int length, long nanos) {
    if (tail + length > bytes.length) {
      int held = tail - head;
      byte[] to =
          held + length > bytes.length / 2
              ? new byte[Math.max(1 << 10, (held + length) * 2)]
              : bytes;
      System.arraycopy(bytes, head, to, 0, held);
      bytes = to;
      head = 0;
      tail = held;
    }
    if (last == lengths.length) {
      int held = last - first;
      int capacity = held >= lengths.length / 2 ? Math.max(16, held * 2) : lengths.length;
      lengths = Arrays.copyOf(Arrays.copyOfRange(lengths, first, last), capacity);
      times = Arrays.copyOf(Arrays.copyOfRange(times, first, last), capacity);
      first = 0;
      last = held;
    }
    System.arraycopy(source, offset, bytes, tail, length);
    tail += length;
    lengths[last] = length;
    times[last++] = nanos;
  }

  boolean isEmpty() {
    return first == last;
  }

  int size() {
    return last - first;
  }

  /** Length of the oldest frame. */
  int length() {
    return lengths[first];
  }

  /** When the oldest frame came. */
  long nanos() {
    return times[first];
  }

  /** The function byte of the oldest frame. */
  byte function() {
    return bytes[head + 16];
  }

  /** Copies the oldest frame out and removes it; returns its length. */
  int take(byte[] target, int offset) {
    int length = lengths[first];
    System.arraycopy(bytes, head, target, offset, length);
    remove();
    return length;
  }

  /** Removes the oldest frame; an empty ring holds no memory. */
  void remove() {
    head += lengths[first++];
    if (first == last) {
      bytes = NO_BYTES;
      lengths = NO_LENGTHS;
      times = NO_TIMES;
      head = 0;
      tail = 0;
      first = 0;
      last = 0;
    }
  }
}
