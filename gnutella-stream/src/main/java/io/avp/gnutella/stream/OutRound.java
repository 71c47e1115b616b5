package io.avp.gnutella.stream;

import io.avp.gnutella.message.Header;
import java.util.Arrays;

/**
 * Frames that one owner wants to have written by one I/O shard: for each connection the bytes that
 * it gets, one frame after the other, as they will go to the socket.
 *
 * <p>Filled by one thread, then given to {@link IoShards#submit}, and not touched afterwards: when
 * it has been written, {@link IoShards#outRound} gives it to somebody else.
 */
public final class OutRound {
  private static final int FEW = 16;

  private final int shard;
  private Part[] parts = new Part[FEW];
  private int size;
  private int frames;
  private int heapBytes;

  /** The parts by slot of their connections. */
  private Part[] bySlot = new Part[FEW];

  /** What one connection gets; used again for others. */
  static final class Part {
    private static final int FIRST_BYTES = 256;

    private Connection target;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private int frames;

    Connection target() {
      return target;
    }

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    int frames() {
      return frames;
    }

    private void add(byte[] source, int offset, int count) {
      System.arraycopy(source, offset, bytes, length, count);
      length += count;
      frames++;
    }

    /** Makes room for some more bytes; returns by how much it has grown. */
    private int room(int count) {
      int before = bytes.length;
      if (length + count <= before) {
        return 0;
      }
      bytes = Arrays.copyOf(bytes, Math.max(before * 2, length + count));
      return bytes.length - before;
    }
  }

  /** An empty round for an I/O shard. */
  public OutRound(int shard) {
    this.shard = shard;
  }

  /** Index of the I/O shard that shall write it. */
  public int shard() {
    return shard;
  }

  /**
   * Adds a whole frame.
   *
   * @param target a connection of {@link #shard()}
   * @throws IllegalArgumentException if its header says another length
   */
  public void add(byte[] source, int offset, int length, Connection target) {
    check(source, offset, length);
    part(target, length).add(source, offset, length);
    frames++;
  }

  /**
   * Adds a whole frame with another TTL and number of hops than it has, 0 to 255 each. They are
   * written into the copy only: to patch the frame and then read it would make the processor wait
   * until all that was written before has reached the cache.
   *
   * @param target a connection of {@link #shard()}
   * @throws IllegalArgumentException if its header says another length
   */
  public void relay(byte[] source, int offset, int length, int ttl, int hops, Connection target) {
    check(source, offset, length);
    Part part = part(target, length);
    int frame = part.length;
    part.add(source, offset, length);
    Header.patch(part.bytes, frame, ttl, hops);
    frames++;
  }

  /** Where a frame ends is read from its header when it has to wait. */
  private static void check(byte[] source, int offset, int length) {
    if (length < Header.BYTES || Header.frameLength(source, offset) != length) {
      throw new IllegalArgumentException("a frame of " + length + " bytes says otherwise");
    }
  }

  /** What a connection gets, with room for some more bytes. */
  private Part part(Connection target, int more) {
    int slot = target.slot();
    Part part = slot < bySlot.length ? bySlot[slot] : null;
    // Another connection may have had the slot a moment ago.
    if (part == null || part.target != target) {
      part = begin(target, slot);
    }
    heapBytes += part.room(more);
    return part;
  }

  private Part begin(Connection target, int slot) {
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, Math.max(bySlot.length * 2, slot + 1));
    }
    if (size == parts.length) {
      parts = Arrays.copyOf(parts, size * 2);
    }
    Part part = parts[size];
    if (part == null) {
      part = new Part();
      parts[size] = part;
      heapBytes += part.bytes.length;
    }
    part.target = target;
    bySlot[slot] = part;
    size++;
    return part;
  }

  /** Number of connections that get something. */
  int size() {
    return size;
  }

  /** What one of them gets, 0 to {@link #size} - 1. */
  Part part(int i) {
    return parts[i];
  }

  /** Number of frames, a copy for each connection counted. */
  int frames() {
    return frames;
  }

  /** True if nobody gets anything. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Bytes that are to be written. */
  long bytes() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += parts[i].length;
    }
    return sum;
  }

  /** About what it occupies: up to twice its bytes, or what it has carried before. */
  int heapBytes() {
    return heapBytes;
  }

  /** Forgets all, keeps its memory. */
  void clear() {
    for (int i = 0; i < size; i++) {
      Part part = parts[i];
      bySlot[part.target.slot()] = null;
      part.target = null;
      part.length = 0;
      part.frames = 0;
    }
    size = 0;
    frames = 0;
  }
}
