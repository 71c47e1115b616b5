package io.avp.gnutella.stream;

import java.util.List;

/**
 * What one select round brought for one owner: connections that came, whole frames in their order,
 * connections that went.
 *
 * <p>To be handled in that order: {@link #attached()}, then frames, then {@link #detached()}. A
 * frame is a header and a payload of a length that the table of descriptors allows; nothing else of
 * it has been looked at. The owner may overwrite the bytes of a frame in place. It must call {@link
 * #release()} exactly once when it has read the last frame: until then the batch counts against the
 * owner's credit, and the bytes may be reused afterwards.
 */
public interface FrameBatch {
  /** A connection ended. */
  record Detached(Connection connection, CloseReason reason, String detail) {}

  /** Index of the I/O shard that read it. */
  int shard();

  /** Connections whose handshake ended well; their frames may follow in this batch. */
  List<Connection> attached();

  /** Connections that ended; no frame of theirs follows. */
  List<Detached> detached();

  /** Number of frames. */
  int size();

  /** The array that holds all frames. */
  byte[] bytes();

  /** Where frame {@code i} starts. */
  int offset(int i);

  /** Length of frame {@code i}, header included. */
  int length(int i);

  /** Whose frame {@code i} is. */
  Connection connection(int i);

  /** Monotonic clock when the bytes were read. */
  long readNanos();

  /** Gives the bytes and the credit back. */
  void release();
}
