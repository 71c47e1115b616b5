package io.avp.gnutella.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one {@link FrameBatch}: filled by the stream, read by the owner, then pooled. The capacities
 * of one round that was unusually large are not kept.
 */
final class Batch implements FrameBatch {
  private static final int KEEP_BYTES = 512 << 10;

  private final AtomicBoolean out = new AtomicBoolean();
  private Desk desk;
  private byte[] bytes = new byte[4 << 10];
  private int used;
  private int size;
  private Connection[] connections = new Connection[64];
  private int[] offsets = new int[64];
  private int[] lengths = new int[64];
  private List<Connection> attached = List.of();
  private List<Detached> detached = List.of();
  private long readNanos;
  private boolean fresh;

  void open(Desk owner, long nanos) {
    desk = owner;
    readNanos = nanos;
    fresh = true;
  }

  /** True until {@link #begun}. */
  boolean isFresh() {
    return fresh;
  }

  void begun() {
    fresh = false;
  }

  /** Notes a frame that starts {@code ahead} bytes behind what has been copied so far. */
  void locate(int ahead, int length, Connection connection) {
    if (size == offsets.length) {
      int more = size * 2;
      connections = Arrays.copyOf(connections, more);
      offsets = Arrays.copyOf(offsets, more);
      lengths = Arrays.copyOf(lengths, more);
    }
    connections[size] = connection;
    offsets[size] = used + ahead;
    lengths[size++] = length;
  }

  /** Copies bytes whose frames have been located, or will be together with the next ones. */
  void copy(byte[] source, int offset, int length) {
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + length));
    }
    System.arraycopy(source, offset, bytes, used, length);
    used += length;
  }

  void attach(Connection connection) {
    if (attached.isEmpty()) {
      attached = new ArrayList<>();
    }
    attached.add(connection);
  }

  void detach(Detached gone) {
    if (detached.isEmpty()) {
      detached = new ArrayList<>();
    }
    detached.add(gone);
  }

  Desk desk() {
    return desk;
  }

  /** From here on the owner has it. */
  void handOut() {
    out.set(true);
  }

  @Override
  public int shard() {
    return desk.shard();
  }

  @Override
  public List<Connection> attached() {
    return attached;
  }

  @Override
  public List<Detached> detached() {
    return detached;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int offset(int i) {
    return offsets[i];
  }

  @Override
  public int length(int i) {
    return lengths[i];
  }

  @Override
  public Connection connection(int i) {
    return connections[i];
  }

  @Override
  public long readNanos() {
    return readNanos;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A second call does nothing, so that an owner's mistake cannot give one array to two.
   */
  @Override
  public void release() {
    if (!out.compareAndSet(true, false)) {
      return;
    }
    Desk owner = desk;
    Arrays.fill(connections, 0, size, null);
    desk = null;
    used = 0;
    size = 0;
    attached = List.of();
    detached = List.of();
    owner.released(bytes.length <= KEEP_BYTES ? this : null);
  }
}
