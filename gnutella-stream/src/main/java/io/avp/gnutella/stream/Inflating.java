package io.avp.gnutella.stream;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflater of one connection, made at its first byte.
 *
 * <p>Output is bounded inside the loop: over each 64 KiB of input it may be {@code ratio} times the
 * input, or the allowance if that is more.
 */
final class Inflating {
  private static final int WINDOW = 64 << 10;

  private final int ratio;
  private final int allowance;
  private final Counters counters;
  private Inflater inflater;
  private long windowIn;
  private long windowOut;
  private boolean ended;

  Inflating(StreamSettings settings, Counters counters) {
    this.ratio = settings.inflateRatio();
    this.allowance = settings.inflateAllowance();
    this.counters = counters;
  }

  /** Inflates all input in steps of at most {@code scratch.length} bytes of output. */
  CloseReason feed(byte[] b, int offset, int end, byte[] scratch, Framer framer, Framer.Target to) {
    if (ended) {
      return null;
    }
    if (inflater == null) {
      inflater = new Inflater();
      counters.inflaters.incrementAndGet();
    }
    if (windowIn >= WINDOW) {
      windowIn = 0;
      windowOut = 0;
    }
    windowIn += end - offset;
    inflater.setInput(b, offset, end - offset);
    try {
      while (true) {
        int n = inflater.inflate(scratch);
        if (n == 0) {
          // End of stream or a preset dictionary: no client does either.
          return inflater.needsInput() && !inflater.finished() ? null : CloseReason.INFLATE_FAILED;
        }
        windowOut += n;
        if (windowOut > Math.max(allowance, ratio * windowIn)) {
          return CloseReason.INFLATE_BOMB;
        }
        if (!framer.feed(scratch, 0, n, to)) {
          return CloseReason.TOO_LARGE;
        }
      }
    } catch (DataFormatException e) {
      return CloseReason.INFLATE_FAILED;
    }
  }

  /** Frees the native memory. */
  void end() {
    ended = true;
    if (inflater != null) {
      inflater.end();
      inflater = null;
      counters.inflaters.decrementAndGet();
    }
  }
}
