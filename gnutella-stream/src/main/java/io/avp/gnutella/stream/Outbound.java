package io.avp.gnutella.stream;

import io.avp.gnutella.message.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one connection sends; touched only by its selector thread.
 *
 * <p>While nothing waits, what a round has for the connection is written at once. What the socket
 * does not take waits: a frame that has been begun, or what has been compressed, as bytes that must
 * follow; whole frames in the {@link SendQueue}. So the account {@code offered = sent + dropped +
 * queued} is exact after every call.
 */
final class Outbound {
  /** Uncompressed bytes per write; small, so that what is more important soon overtakes. */
  private static final int STEP = 32 << 10;

  /** Bytes per write while nothing waits. */
  private static final int PLAIN_STEP = WriteSpace.OUT;

  private static final SendQueue NOTHING_WAITS = new SendQueue(0);

  private final WritableByteChannel channel;
  private final WriteSpace space;
  private int capacity;
  private boolean isTrunk;

  /** Made when the first frame waits, as on most connections none ever does. */
  private SendQueue queue = NOTHING_WAITS;

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
    this.capacity = capacity;
  }

  /** It is a trunk, for which so many bytes may wait; only before the first frame. */
  void trunk(int bytes) {
    capacity = bytes;
    isTrunk = true;
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
   * Sends frames that follow each other.
   *
   * @param frames their number
   * @return false if control frames overflow the queue
   */
  boolean frames(byte[] b, int length, int frames, long now) throws IOException {
    int at = 0;
    if (isIdle()) {
      at = deflating == null ? plain(b, length, frames, now) : deflated(b, length, now);
    }
    boolean fits = true;
    while (at < length) {
      int size = Header.frameLength(b, at);
      offered++;
      fits &= offer(b, at, size, now);
      at += size;
    }
    return fits;
  }

  /** Writes until the socket takes no more; returns the first frame that has not been begun. */
  private int plain(byte[] b, int length, int frames, long now) throws IOException {
    ByteBuffer out = space.out();
    int gone = 0;
    int begun;
    try {
      int step;
      int written;
      do {
        step = Math.min(PLAIN_STEP, length - gone);
        out.clear().put(b, gone, step).flip();
        written = channel.write(out);
        gone += written;
      } while (written == step && gone < length);
    } finally {
      // Also if a write fails: what the ones before took has been sent.
      bytesOut += gone;
      begun = account(b, length, frames, gone);
    }
    if (gone < length) {
      progressNanos = now;
      rest = Arrays.copyOfRange(b, gone, begun);
      restOffset = 0;
    }
    return begun;
  }

  /** Counts the frames of which something has gone; returns where the next one starts. */
  private int account(byte[] b, int length, int frames, int gone) {
    int at = gone;
    int begun = frames;
    if (gone < length) {
      begun = 0;
      for (at = 0; at < gone; at += Header.frameLength(b, at)) {
        begun++;
      }
    }
    offered += begun;
    sent += begun;
    return at;
  }

  /** Compresses and writes in steps; what has been compressed follows, whatever comes. */
  private int deflated(byte[] b, int length, long now) throws IOException {
    ByteBuffer out = space.out();
    int at = 0;
    while (at < length && isIdle()) {
      int end = at;
      int count = 0;
      while (end < length && end - at < STEP) {
        end += Header.frameLength(b, end);
        count++;
      }
      out.clear();
      deflating.deflate(b, at, end - at, out);
      bytesOut += channel.write(out.flip());
      offered += count;
      sent += count;
      if (out.hasRemaining()) {
        progressNanos = now;
        keepRest(out);
      }
      at = end;
    }
    return at;
  }

  /** Sends one frame behind all others. */
  void last(byte[] frame, long now) throws IOException {
    offered++;
    if (isIdle()) {
      progressNanos = now;
    }
    if (offer(frame, 0, frame.length, now)) {
      flush();
    }
  }

  private boolean offer(byte[] b, int frame, int length, long now) {
    if (queue == NOTHING_WAITS) {
      queue = new SendQueue(capacity, isTrunk);
    }
    return queue.offer(b, frame, length, now);
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
          raw = raw.isEmpty() ? List.of() : raw;
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
      deflating.deflate(plain, 0, n, out);
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
