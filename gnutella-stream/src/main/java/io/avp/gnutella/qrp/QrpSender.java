package io.avp.gnutella.qrp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Makes the messages that carry a table to a neighbour: RESET and 4-bit patches, which every living
 * client reads (fact sheet, section 7.1); one-bit patches are never sent.
 */
public final class QrpSender {
  /** Value of an absent slot that our resets announce. */
  public static final int INFINITY = 7;

  private static final int CHUNK = 4096;
  private static final int MAX_MESSAGES = 255;
  private static final int MAKE_PRESENT = 0xA; // -6 in four bits
  private static final int MAKE_ABSENT = 0x6;

  private QrpSender() {}

  /** Payloads that bring a neighbour from nothing to {@code table}. */
  public static List<byte[]> whole(QrpTable table) {
    List<byte[]> messages = new ArrayList<>();
    int slots = table.slots();
    messages.add(
        new byte[] {
          0,
          (byte) slots,
          (byte) (slots >>> 8),
          (byte) (slots >>> 16),
          (byte) (slots >>> 24),
          INFINITY
        });
    messages.addAll(patches(QrpTable.empty(table.bits()), table));
    return messages;
  }

  /** Payloads that bring a neighbour from {@code old} to {@code table}; none if they are equal. */
  public static List<byte[]> change(QrpTable old, QrpTable table) {
    if (old.bits() != table.bits()) {
      return whole(table);
    }
    return old.equals(table) ? List.of() : patches(old, table);
  }

  private static List<byte[]> patches(QrpTable old, QrpTable table) {
    byte[] deltas = new byte[Math.max(1, table.slots() / 2)];
    long[] before = old.toBitmap();
    long[] after = table.toBitmap();
    for (int i = 0; i < after.length; i++) {
      for (long changed = before[i] ^ after[i]; changed != 0; changed &= changed - 1) {
        int bit = Long.numberOfTrailingZeros(changed);
        int slot = (i << 6) + bit;
        int delta = (after[i] >>> bit & 1) != 0 ? MAKE_PRESENT : MAKE_ABSENT;
        deltas[slot >>> 1] |= (byte) ((slot & 1) == 0 ? delta << 4 : delta);
      }
    }
    byte[] compressed = deflate(deltas);
    return compressed.length < deltas.length ? cut(compressed, 1) : cut(deltas, 0);
  }

  private static List<byte[]> cut(byte[] data, int compressor) {
    int chunk = Math.max(CHUNK, (data.length + MAX_MESSAGES - 1) / MAX_MESSAGES);
    int count = (data.length + chunk - 1) / chunk;
    List<byte[]> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] part = Arrays.copyOfRange(data, i * chunk, Math.min(data.length, (i + 1) * chunk));
      byte[] message = new byte[5 + part.length];
      message[0] = 1;
      message[1] = (byte) (i + 1);
      message[2] = (byte) count;
      message[3] = (byte) compressor;
      message[4] = 4;
      System.arraycopy(part, 0, message, 5, part.length);
      messages.add(message);
    }
    return messages;
  }

  private static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(data);
      deflater.finish();
      byte[] out = new byte[data.length + 64];
      int n = 0;
      while (!deflater.finished() && n < out.length) {
        n += deflater.deflate(out, n, out.length - n);
      }
      return deflater.finished() ? Arrays.copyOf(out, n) : data;
    } finally {
      deflater.end();
    }
  }
}
