package io.avp.gnutella.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one connection sends; touched only by its selector thread.
 *
 * <p>While nothing waits, the frames of a round are gathered into the shard's write buffer and
 * written at once. What the socket does not take waits: a frame that has been begun, or what has
 * been compressed, as bytes that must follow; whole frames in the {@link SendQueue}. So the account
 * {@code offered = sent + dropped + queued} is exact after every call.
 */
final class Outbound {
  /** Uncompressed bytes per write; small, so that what is more important soon overtakes. */
  private static final int STEP = 32 << 10;

  private final WritableByteChannel channel;
  private final WriteSpace space;
  private final SendQueue queue;
  private Deflating deflating;
  private byte[] rest = WriteSpace.NOTHING;
  private int restOffset;
  private List<byte[]> raw = List.of();
  private long bytesOut;
  private long offered;
  private long sent;
  private long progressNanos;

  Outbound(WritableByteChannel channel, WriteSpace space, int capacity) {
    this.channel = channel;
    this.space = space;
    this.queue = new SendQueue(capacity);
  }

  /** From here on frames are compressed. */
  void compress(Deflating by) {
    deflating = by;
  }

  /** Writes bytes that are no frames: handshake, HTTP. In order; bounded by the caller. */
  void raw(byte[] bytes, long now) throws IOException {
    if (isIdle()) {
      progressNanos = now;
    }
    if (raw.isEmpty()) {
      raw = new ArrayList<>(2);
    }
    raw.add(bytes);
    flush();
  }

  /**
   * Sends the frames of a chain.
   *
   * @param next for each entry of the round the next one for the same connection, -1 at the end
   * @return false if control frames overflow the queue
   */
  boolean frames(OutRound round, int first, int[] next, long now) throws IOException {
    int i = first;
    boolean fits = true;
    while (i >= 0) {
      if (isIdle()) {
        int end = gather(round, i, next);
        fits &= write(round, i, end, next, now);
        i = end;
      } else {
        offered++;
        fits &= queue.offer(round.bytes(), round.offset(i), round.length(i), now);
        i = next[i];
      }
    }
    return fits;
  }

  /** Sends one frame behind all others. */
  void last(byte[] frame, long now) throws IOException {
    offered++;
    if (isIdle()) {
      progressNanos = now;
    }
    if (queue.offer(frame, 0, frame.length, now)) {
      flush();
    }
  }

  /** Fills the write buffer with as much of the chain as fits one step; returns what follows. */
  private int gather(OutRound round, int first, int[] next) {
    byte[] source = round.bytes();
    ByteBuffer out = space.out();
    out.clear();
    int i = first;
    int n = 0;
    // Many small copies into an array and one large one from it cost less than small ones into a
    // direct buffer.
    byte[] plain = space.plain();
    int step = deflating == null ? STEP * 2 : STEP;
    for (; i >= 0 && n < step; i = next[i]) {
      int length = round.length(i);
      System.arraycopy(source, round.offset(i), plain, n, length);
      n += length;
    }
    if (deflating == null) {
      out.put(plain, 0, n);
    } else {
      deflating.deflate(plain, n, out);
    }
    out.flip();
    return i;
  }

  /** Writes what has been gathered; keeps what the socket does not take. */
  private boolean write(OutRound round, int first, int end, int[] next, long now)
      throws IOException {
    ByteBuffer out = space.out();
    int gone = channel.write(out);
    bytesOut += gone;
    boolean all = !out.hasRemaining();
    if (!all) {
      progressNanos = now;
      if (deflating != null) {
        keepRest(out);
        all = true;
      }
    }
    boolean fits = true;
    for (int i = first; i != end; i = next[i]) {
      int length = round.length(i);
      offered++;
      if (all || gone >= length) {
        sent++;
      } else if (gone > 0) {
        rest = Arrays.copyOfRange(round.bytes(), round.offset(i) + gone, round.offset(i) + length);
        restOffset = 0;
        sent++;
      } else {
        fits &= queue.offer(round.bytes(), round.offset(i), length, now);
      }
      gone = Math.max(0, gone - length);
    }
    return fits;
  }

  private void keepRest(ByteBuffer out) {
    rest = new byte[out.remaining()];
    restOffset = 0;
    out.get(rest);
  }

  /** Writes what waits until the socket takes no more; true if nothing waits any longer. */
  boolean flush() throws IOException {
    while (true) {
      if (restOffset == rest.length) {
        rest = WriteSpace.NOTHING;
        restOffset = 0;
        if (!raw.isEmpty()) {
          rest = raw.remove(0);
        } else if (!takeFrames()) {
          return true;
        }
      }
      // In slices: the JDK keeps a direct buffer as large as the largest that was ever written.
      int slice = Math.min(STEP * 2, rest.length - restOffset);
      ByteBuffer out = ByteBuffer.wrap(rest, restOffset, slice);
      int written = channel.write(out);
      restOffset += written;
      bytesOut += written;
      if (written > 0) {
        progressNanos = space.now();
      }
      if (written < slice) {
        return false;
      }
    }
  }

  private boolean takeFrames() {
    if (queue.frames() == 0) {
      return false;
    }
    byte[] plain = space.plain();
    int before = queue.frames();
    int n = queue.take(plain, STEP);
    sent += before - queue.frames();
    if (deflating == null) {
      rest = Arrays.copyOf(plain, n);
    } else {
      ByteBuffer out = space.out();
      out.clear();
      deflating.deflate(plain, n, out);
      out.flip();
      keepRest(out);
    }
    return true;
  }

  /** Forgets what waits, as dropped; what has been begun or promised stays. */
  void dropWaiting(boolean controlToo) {
    queue.clear(controlToo);
  }

  /** True if nothing waits. */
  boolean isIdle() {
    return restOffset == rest.length && raw.isEmpty() && queue.frames() == 0;
  }

  /** Bytes that the socket has taken. */
  long bytesOut() {
    return bytesOut;
  }

  /** When bytes were last written while some waited. */
  long progressNanos() {
    return progressNanos;
  }

  /** Drops all, frees native memory. */
  void end() {
    queue.clear(true);
    rest = WriteSpace.NOTHING;
    restOffset = 0;
    raw = List.of();
    if (deflating != null) {
      deflating.end();
    }
  }

  /** The account at this moment. */
  ConnectionSnapshot snapshot(long bytesIn, long framesIn, long now) {
    return new ConnectionSnapshot(
        bytesIn,
        bytesOut,
        framesIn,
        offered,
        sent,
        queue.dropped(),
        queue.frames(),
        queue.bytes(),
        queue.oldestNanos(now));
  }
}
