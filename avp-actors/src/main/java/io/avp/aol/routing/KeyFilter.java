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
  private static final int SLOTS_PER_STEP = 64;
  private static final int COMPLETE = -1;
  private static final long SPREAD = 0xD1B54A32D192ED03L;

  private final LongConsumer taker = this::take;
  private GuidTable table;
  private int next = COMPLETE;
  private long[] words = {0};
  private int shift = Long.SIZE;

  /** Is about a table from here on, to which nothing is added any more. */
  void begin(GuidTable of) {
    int longs = Integer.highestOneBit(Math.max(1, of.size() * BITS_PER_ENTRY / Long.SIZE * 2 - 1));
    if (longs == words.length) {
      Arrays.fill(words, 0);
    } else {
      words = new long[longs];
      shift = Long.SIZE - Integer.numberOfTrailingZeros(longs);
    }
    table = of;
    next = 0;
  }

  /** Takes in some more keys, if there are. */
  void step() {
    if (next != COMPLETE) {
      int end = next + SLOTS_PER_STEP;
      table.keys(next, end, taker);
      next = end < table.slots() ? end : COMPLETE;
    }
  }

  /** True if it has all keys of the table. */
  boolean isComplete() {
    return next == COMPLETE;
  }

  /** False if the table does not have the key. */
  boolean mayHave(long key) {
    long bits = bits(key);
    return (words[index(key)] & bits) == bits || !isComplete();
  }

  /** Brings what is looked at for a key into the cache; the result has no meaning. */
  long touch(long key) {
    return words[index(key)];
  }

  long bytes() {
    return (long) words.length * Long.BYTES;
  }

  private void take(long key) {
    words[index(key)] |= bits(key);
  }

  private int index(long key) {
    return shift == Long.SIZE ? 0 : (int) (key * SPREAD >>> shift);
  }

  /** Three bits, from parts of the key that choose neither the word here nor the slot there. */
  private static long bits(long key) {
    return 1L << key | 1L << (key >>> 6) | 1L << (key >>> 12);
  }
}
