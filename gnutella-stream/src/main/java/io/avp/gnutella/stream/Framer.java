package io.avp.gnutella.stream;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.util.Arrays;

/**
 * Cuts the bytes of one connection into frames: reads the two header fields that it needs in place,
 * copies runs of whole frames at once, keeps the rest.
 *
 * <p>What it keeps grows with the bytes that came, not with the length that was announced, and is
 * bounded by {@link DescriptorType#maxPayload()}.
 */
final class Framer {
  private static final byte[] NOTHING = {};
  private static final int KEEP_BYTES = 256;
  private static final byte BYE = (byte) DescriptorType.BYE.code();

  private final Connection connection;
  private byte[] carry = NOTHING;
  private int carried;
  private long frames;
  private boolean byeSeen;

  Framer(Connection connection) {
    this.connection = connection;
  }

  /** Where the frames of a step go; asked only if there is one. */
  interface Target {
    Batch batch();
  }

  /**
   * Takes bytes; whole frames are in the target's batch afterwards.
   *
   * @return false if a frame announces more than its type may have; nothing more may be fed
   */
  boolean feed(byte[] b, int offset, int end, Target target) {
    int p = offset;
    if (carried > 0) {
      p = complete(b, offset, end, target);
      if (p < 0) {
        return false;
      }
    }
    int start = p;
    Batch batch = null;
    boolean sane = true;
    while (end - p >= Header.BYTES) {
      int length = frameLength(b, p);
      if (length < 0) {
        sane = false;
        break;
      }
      if (end - p < length) {
        break;
      }
      if (batch == null) {
        batch = target.batch();
      }
      byeSeen |= b[p + 16] == BYE;
      batch.locate(p - start, length, connection);
      frames++;
      p += length;
    }
    if (batch != null) {
      batch.copy(b, start, p - start);
    }
    if (sane && p < end) {
      keep(b, p, end - p);
    }
    return sane;
  }

  /** Completes the kept frame; returns where the next one starts, -1 if it is too large. */
  private int complete(byte[] b, int offset, int end, Target target) {
    int p = offset;
    if (carried < Header.BYTES) {
      int n = Math.min(Header.BYTES - carried, end - p);
      keep(b, p, n);
      p += n;
      if (carried < Header.BYTES) {
        return p;
      }
    }
    int length = frameLength(carry, 0);
    if (length < 0) {
      return -1;
    }
    int missing = length - carried;
    if (end - p < missing) {
      keep(b, p, end - p);
      return end;
    }
    Batch batch = target.batch();
    byeSeen |= carry[16] == BYE;
    batch.locate(0, length, connection);
    batch.copy(carry, 0, carried);
    batch.copy(b, p, missing);
    frames++;
    carried = 0;
    if (carry.length > KEEP_BYTES) {
      carry = NOTHING;
    }
    return p + missing;
  }

  private void keep(byte[] b, int offset, int length) {
    if (carried + length > carry.length) {
      carry = Arrays.copyOf(carry, Math.max(carried + length, Math.min(carry.length * 2, 1 << 16)));
    }
    System.arraycopy(b, offset, carry, carried, length);
    carried += length;
  }

  private static int frameLength(byte[] b, int frame) {
    int payload = Header.payloadLength(b, frame);
    return payload < 0 || payload > Header.type(b, frame).maxPayload()
        ? -1
        : Header.BYTES + payload;
  }

  /** Whole frames so far. */
  long frames() {
    return frames;
  }

  /** True if one of them was a Bye. */
  boolean byeSeen() {
    return byeSeen;
  }

  /** Bytes of an unfinished frame. */
  int carried() {
    return carried;
  }
}
