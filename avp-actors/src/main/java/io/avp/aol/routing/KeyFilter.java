package io.avp.aol.routing;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Says of most keys that a table lacks that it lacks them, from a sixteenth of its memory: two
 * bytes for each entry, three bits of one long set per key (a blocked Bloom filter). About one key
 * in a hundred that the table lacks is not recognised; none is until all keys have been taken in,
 * which is done in small steps.
 */
final class KeyFilter {
  /** For each slot of the table, of which half are used at most. */
  static final int BYTES_PER_SLOT = 1;

  private static final int BITS_PER_ENTRY = 16;
  private static final int SLOTS_PER_STEP = 4096;
  private static final int COMPLETE = -1;

  /** Has all keys. */
  private static final long[] ALL = {-1};

  private static final long SPREAD = 0xD1B54A32D192ED03L;

  private final LongConsumer taker = this::take;
  private GuidTable table;
  private int next = COMPLETE;

  /** What is asked: all while keys are taken in. */
  private long[] words = {0};

  private int shift = Long.SIZE;

  /** What keys are taken into. */
  private long[] filled = words;

  private int filledShift = shift;

  /** Is about a table from here on, to which nothing is added any more. */
  void begin(GuidTable of) {
    int longs = Integer.highestOneBit(Math.max(1, of.size() * BITS_PER_ENTRY / Long.SIZE * 2 - 1));
    if (longs == filled.length) {
      Arrays.fill(filled, 0);
    } else {
      filled = new long[longs];
      filledShift = Long.SIZE - Integer.numberOfTrailingZeros(longs);
    }
    words = ALL;
    shift = Long.SIZE;
    table = of;
    next = 0;
  }

  /** Takes in some more keys, if there are. */
  void step() {
    if (isComplete()) {
      return;
    }
    int end = Math.min(next + SLOTS_PER_STEP, table.slots());
    table.keys(next, end, taker);
    next = end;
    if (end == table.slots()) {
      next = COMPLETE;
      words = filled;
      shift = filledShift;
    }
  }

  /** True if it has all keys of the table. */
  boolean isComplete() {
    return next == COMPLETE;
  }

  /** False if the table does not have the key. */
  boolean mayHave(long key) {
    long bits = bits(key);
    return (words[index(key, shift)] & bits) == bits;
  }

  /** Brings what is looked at for a key into the cache; the result has no meaning. */
  long touch(long key) {
    return words[index(key, shift)];
  }

  long bytes() {
    return (long) filled.length * Long.BYTES;
  }

  private void take(long key) {
    filled[index(key, filledShift)] |= bits(key);
  }

  private static int index(long key, int shift) {
    return shift == Long.SIZE ? 0 : (int) (key * SPREAD >>> shift);
  }

  /** Three bits, from parts of the key that choose neither the word here nor the slot there. */
  private static long bits(long key) {
    return 1L << key | 1L << (key >>> 6) | 1L << (key >>> 12);
  }
}
