package io.avp.vcc.cache;

import java.util.Arrays;

/**
 * Many short blocks of bytes in few arrays. Blocks are appended; when freed ones make up more than
 * half, the emptiest array is cleared by moving what is left of it.
 *
 * <p>Six bytes per block: its owner's number for it (4) and its length (2). Never more than twice
 * what is live, plus three arrays of 64 KiB. Not safe for several threads.
 */
final class ByteArena {
  /** Longest block, in bytes. */
  static final int MAX_BLOCK = 1 << 13;

  private static final int SEGMENT_BITS = 16;
  private static final int SEGMENT = 1 << SEGMENT_BITS;
  private static final int HEADER = 6;

  /** Who has the blocks: by number, not by place, because they move. */
  interface Owner {
    /** Where the block of that number is; negative if there is none. */
    int address(int number);

    /** The block of that number has moved. */
    void moved(int number, int address);
  }

  private final Owner owner;
  private byte[][] segments = new byte[4][];
  private int[] live = new int[4];
  private int[] end = new int[4];
  private int current = -1;
  private int allocated;
  private long liveBytes;

  ByteArena(Owner owner) {
    this.owner = owner;
  }

  /**
   * Adds a block; returns its address.
   *
   * @throws IllegalArgumentException if it is longer than {@link #MAX_BLOCK}
   */
  int add(int number, byte[] block) {
    return add(number, block, 0, block.length);
  }

  private int add(int number, byte[] from, int offset, int length) {
    if (length > MAX_BLOCK) {
      throw new IllegalArgumentException("a block of " + length + " bytes");
    }
    int size = HEADER + length;
    if (current < 0 || end[current] + size > SEGMENT) {
      open();
    }
    byte[] to = segments[current];
    int at = end[current];
    to[at] = (byte) number;
    to[at + 1] = (byte) (number >>> 8);
    to[at + 2] = (byte) (number >>> 16);
    to[at + 3] = (byte) (number >>> 24);
    to[at + 4] = (byte) length;
    to[at + 5] = (byte) (length >>> 8);
    System.arraycopy(from, offset, to, at + HEADER, length);
    end[current] += size;
    live[current] += size;
    liveBytes += size;
    return current << SEGMENT_BITS | at;
  }

  /** Frees the block at an address; its owner must not know it by that address any more. */
  void free(int address) {
    int segment = address >>> SEGMENT_BITS;
    int size = HEADER + length(address);
    live[segment] -= size;
    liveBytes -= size;
    if (live[segment] == 0 && segment != current) {
      drop(segment);
    } else if ((long) allocated * SEGMENT > 2 * liveBytes + 2 * SEGMENT) {
      clearEmptiest();
    }
  }

  /** The array that a block is in. */
  byte[] array(int address) {
    return segments[address >>> SEGMENT_BITS];
  }

  /** Where in its array a block begins. */
  static int offset(int address) {
    return (address & SEGMENT - 1) + HEADER;
  }

  /** Length of a block. */
  int length(int address) {
    return length(array(address), address & SEGMENT - 1);
  }

  /** Heap of all, in bytes. */
  long bytes() {
    return (long) allocated * SEGMENT + segments.length * 12L;
  }

  private static int length(byte[] segment, int at) {
    return (segment[at + 4] & 0xff) | (segment[at + 5] & 0xff) << 8;
  }

  private static int number(byte[] segment, int at) {
    return (segment[at] & 0xff)
        | (segment[at + 1] & 0xff) << 8
        | (segment[at + 2] & 0xff) << 16
        | segment[at + 3] << 24;
  }

  private void open() {
    current = 0;
    while (current < segments.length && segments[current] != null) {
      current++;
    }
    if (current == segments.length) {
      segments = Arrays.copyOf(segments, current * 2);
      live = Arrays.copyOf(live, current * 2);
      end = Arrays.copyOf(end, current * 2);
    }
    segments[current] = new byte[SEGMENT];
    end[current] = 0;
    allocated++;
  }

  private void drop(int segment) {
    segments[segment] = null;
    live[segment] = 0;
    allocated--;
  }

  private void clearEmptiest() {
    int emptiest = -1;
    for (int i = 0; i < segments.length; i++) {
      if (segments[i] != null && i != current && (emptiest < 0 || live[i] < live[emptiest])) {
        emptiest = i;
      }
    }
    byte[] from = segments[emptiest];
    int last = end[emptiest];
    for (int at = 0; at < last; at += HEADER + length(from, at)) {
      int number = number(from, at);
      if (owner.address(number) == (emptiest << SEGMENT_BITS | at)) {
        int length = length(from, at);
        liveBytes -= HEADER + length;
        owner.moved(number, add(number, from, at + HEADER, length));
      }
    }
    drop(emptiest);
  }
}
