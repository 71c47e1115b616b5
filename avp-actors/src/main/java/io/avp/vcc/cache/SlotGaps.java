package io.avp.vcc.cache;

import io.avp.gnutella.wire.WireWriter;
import java.util.BitSet;

/**
 * Slots as they travel: the gaps between them, seven bits per byte, the least significant first;
 * the eighth bit says that another byte follows. One to three bytes for each. Stateless.
 */
public final class SlotGaps {
  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private SlotGaps() {}

  /** The bytes that stand for slots. */
  public static byte[] encode(BitSet slots) {
    WireWriter out = new WireWriter(64);
    int next = 0;
    for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
      int gap = slot - next;
      while (gap >= MORE) {
        out.u8(gap & (MORE - 1) | MORE);
        gap >>>= BITS;
      }
      out.u8(gap);
      next = slot + 1;
    }
    return out.toByteArray();
  }

  /**
   * The slots that bytes stand for.
   *
   * @throws IllegalArgumentException if a slot is not 0 to 65535
   */
  public static BitSet decode(byte[] gaps) {
    BitSet slots = new BitSet(SlotHints.SLOTS);
    long next = 0;
    int at = 0;
    while (at < gaps.length) {
      long gap = 0;
      int shift = 0;
      while (gaps[at] < 0 && at < gaps.length - 1 && shift < 2 * BITS) {
        gap |= (long) (gaps[at++] & (MORE - 1)) << shift;
        shift += BITS;
      }
      long slot = next + gap + ((long) (gaps[at++] & 0xff) << shift);
      if (slot >= SlotHints.SLOTS) {
        throw new IllegalArgumentException("slot " + slot);
      }
      slots.set((int) slot);
      next = slot + 1;
    }
    return slots;
  }
}
