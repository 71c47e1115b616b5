package io.avp.gnutella.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * The exact account of one connection at one moment, made by its selector thread.
 *
 * <p>Always {@code offeredFrames = sentFrames + droppedFrames + queuedFrames}.
 *
 * @param bytesIn bytes read from the socket
 * @param bytesOut bytes written to the socket
 * @param framesIn whole descriptors framed
 * @param offeredFrames frames given to the send queue
 * @param sentFrames frames handed to the deflater or the socket
 * @param droppedFrames frames dropped by the full queue, by {@code DescriptorType.priority()} (6
 *     entries), each with reason queue_full, or left when the connection ended
 * @param queuedFrames frames waiting
 * @param queuedBytes bytes waiting
 * @param oldestQueuedNanos age of the oldest waiting frame, 0 if none waits
 */
public record ConnectionSnapshot(
    long bytesIn,
    long bytesOut,
    long framesIn,
    long offeredFrames,
    long sentFrames,
    List<Long> droppedFrames,
    int queuedFrames,
    int queuedBytes,
    long oldestQueuedNanos) {

  /** Of a connection that nothing has gone over. */
  public static final ConnectionSnapshot NOTHING =
      new ConnectionSnapshot(0, 0, 0, 0, 0, SendQueue.NONE_DROPPED, 0, 0, 0);

  /** Both together, as if they were one connection. */
  public ConnectionSnapshot plus(ConnectionSnapshot other) {
    List<Long> dropped = new ArrayList<>();
    for (int i = 0; i < droppedFrames.size(); i++) {
      dropped.add(droppedFrames.get(i) + other.droppedFrames.get(i));
    }
    return new ConnectionSnapshot(
        bytesIn + other.bytesIn,
        bytesOut + other.bytesOut,
        framesIn + other.framesIn,
        offeredFrames + other.offeredFrames,
        sentFrames + other.sentFrames,
        List.copyOf(dropped),
        queuedFrames + other.queuedFrames,
        queuedBytes + other.queuedBytes,
        Math.max(oldestQueuedNanos, other.oldestQueuedNanos));
  }
}
