package io.avp.gnutella.stream;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.util.Arrays;
import java.util.List;

/**
 * Uncompressed frames that wait for one neighbour because it is not ready for them: bounded in
 * bytes, first in first out within a class, the most important class first.
 *
 * <p>When full, the oldest frame of the least important class goes: ping, pong, query, push, hit.
 * Control is never dropped. Pings and pongs that never leave the neighbour (no hops, TTL at most 1)
 * keep a relation alive: they are sent before all others, and dropped last. On a trunk, vendor
 * messages carry questions and answers of the realm, as many as there are queries: they count as
 * hits there, so that they neither overtake these nor end the trunk. Not safe for several threads.
 */
public final class SendQueue {
  /** Classes of {@link DescriptorType#priority()}. */
  static final int CLASSES = 6;

  private static final int HIT = DescriptorType.QUERY_HIT.priority();
  private static final int CONTROL = 5;
  private static final int ALIVE = 6;
  private static final int[] DROP_ORDER = {0, 1, 2, 3, 4, ALIVE};
  private static final int[] SEND_ORDER = {ALIVE, CONTROL, 4, 3, 2, 1, 0};

  /** What {@link #dropped} is on most connections. */
  static final List<Long> NONE_DROPPED = List.of(0L, 0L, 0L, 0L, 0L, 0L);

  private final FrameRing[] rings = new FrameRing[CLASSES + 1];
  private final int capacity;
  private final boolean isTrunk;
  private int bytes;
  private int frames;

  /** By class; null until the first is dropped. */
  private long[] dropped;

  /**
   * Nothing waits.
   *
   * @param capacity bytes
   */
  public SendQueue(int capacity) {
    this(capacity, false);
  }

  /**
   * Nothing waits.
   *
   * @param capacity bytes
   * @param isTrunk vendor messages are no control
   */
  SendQueue(int capacity, boolean isTrunk) {
    this.capacity = capacity;
    this.isTrunk = isTrunk;
  }

  /**
   * Queues a frame; others, or itself, are dropped if there is no room.
   *
   * @return false if there is no room for a control frame: the connection must end
   */
  public boolean offer(byte[] source, int offset, int length, long nanos) {
    int rank = rank(source, offset);
    while (bytes + length > capacity) {
      if (!dropFor(rank)) {
        count(Header.type(source, offset));
        return rank != CONTROL;
      }
    }
    FrameRing ring = rings[rank];
    if (ring == null) {
      ring = new FrameRing();
      rings[rank] = ring;
    }
    ring.add(source, offset, length, nanos);
    bytes += length;
    frames++;
    return true;
  }

  private int rank(byte[] b, int frame) {
    DescriptorType type = Header.type(b, frame);
    int priority = isTrunk && type == DescriptorType.VENDOR ? HIT : type.priority();
    return b[frame + 16] >>> 1 == 0 && Header.hops(b, frame) == 0 && Header.ttl(b, frame) <= 1
        ? ALIVE
        : priority;
  }

  /** Drops one frame that is not more important than {@code rank}; false if there is none. */
  private boolean dropFor(int rank) {
    for (int candidate : DROP_ORDER) {
      FrameRing ring = rings[candidate];
      if (ring != null && !ring.isEmpty()) {
        drop(ring);
        return true;
      }
      if (candidate == rank) {
        return false;
      }
    }
    return false;
  }

  private void count(DescriptorType type) {
    if (dropped == null) {
      dropped = new long[CLASSES];
    }
    dropped[type.priority()]++;
  }

  private void drop(FrameRing ring) {
    count(DescriptorType.of(ring.function()));
    bytes -= ring.length();
    frames--;
    ring.remove();
  }

  /**
   * Moves frames out, in the order of sending, until {@code limit} bytes are reached.
   *
   * @param target has room for {@code limit} bytes and one frame, or for all that waits
   * @return the number of bytes moved; a frame is never split, so it may exceed the limit by one
   */
  public int take(byte[] target, int limit) {
    int n = 0;
    for (int rank : SEND_ORDER) {
      FrameRing ring = rings[rank];
      while (n < limit && ring != null && !ring.isEmpty()) {
        n += ring.take(target, n);
        frames--;
      }
    }
    bytes -= n;
    return n;
  }

  /** Drops all frames; control too if {@code controlToo}. */
  public void clear(boolean controlToo) {
    for (int rank = 0; rank < rings.length; rank++) {
      while (rings[rank] != null && !rings[rank].isEmpty() && (controlToo || rank != CONTROL)) {
        drop(rings[rank]);
      }
    }
  }

  /** Frames that wait. */
  public int frames() {
    return frames;
  }

  /** Bytes that wait. */
  public int bytes() {
    return bytes;
  }

  /** Frames dropped so far, by {@link DescriptorType#priority()}. */
  public List<Long> dropped() {
    return dropped == null ? NONE_DROPPED : Arrays.stream(dropped).boxed().toList();
  }

  /** Age of the oldest frame, 0 if none waits. */
  public long oldestNanos(long now) {
    long age = 0;
    for (FrameRing ring : rings) {
      if (ring != null && !ring.isEmpty()) {
        age = Math.max(age, now - ring.nanos());
      }
    }
    return age;
  }
}
