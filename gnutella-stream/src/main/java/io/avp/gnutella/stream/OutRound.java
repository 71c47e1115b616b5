package io.avp.gnutella.stream;

import java.util.Arrays;

/**
 * Frames that one owner wants to have written by one I/O shard, each to one or more connections.
 *
 * <p>Filled by one thread, then given to {@link IoShards#submit}, and not touched afterwards: when
 * it has been written, {@link IoShards#outRound} gives it to somebody else. A frame is copied in
 * once, however many connections get it.
 */
public final class OutRound {
  private static final int FEW = 16;

  private final int shard;
  private byte[] bytes;
  private int used;
  private int[] offsets = new int[FEW];
  private int[] lengths = new int[FEW];
  private Connection[] targets = new Connection[FEW];
  private int size;
  private int frame;
  private int frameLength;

  /** An empty round for an I/O shard, with room for so many bytes and a few targets. */
  public OutRound(int shard, int initialBytes) {
    this.shard = shard;
    this.bytes = new byte[initialBytes];
  }

  /** Index of the I/O shard that shall write it. */
  public int shard() {
    return shard;
  }

  /**
   * Copies a frame in; the {@link #to} calls that follow say who gets it. Returns where it starts
   * in {@link #bytes}.
   */
  public int frame(byte[] source, int offset, int length) {
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + length));
    }
    System.arraycopy(source, offset, bytes, used, length);
    frame = used;
    frameLength = length;
    used += length;
    return frame;
  }

  /** The frame copied in last also goes to {@code target}. */
  public void to(Connection target) {
    if (size == offsets.length) {
      int more = size * 2;
      offsets = Arrays.copyOf(offsets, more);
      lengths = Arrays.copyOf(lengths, more);
      targets = Arrays.copyOf(targets, more);
    }
    offsets[size] = frame;
    lengths[size] = frameLength;
    targets[size++] = target;
  }

  /** Number of (frame, target) pairs. */
  public int size() {
    return size;
  }

  /** True if nobody gets anything. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The array of all frames; may be replaced by a larger one while filling. */
  public byte[] bytes() {
    return bytes;
  }

  /** About what it occupies. */
  long heapBytes() {
    return bytes.length + 16L * offsets.length;
  }

  /** Forgets all, keeps its memory. */
  void clear() {
    Arrays.fill(targets, 0, size, null);
    used = 0;
    size = 0;
  }

  int offset(int i) {
    return offsets[i];
  }

  int length(int i) {
    return lengths[i];
  }

  Connection target(int i) {
    return targets[i];
  }
}
