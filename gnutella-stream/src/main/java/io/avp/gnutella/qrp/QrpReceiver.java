package io.avp.gnutella.qrp;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Assembles the table of one neighbour from its RESET and PATCH messages (fact sheet, section 7).
 *
 * <p>Entries are deltas; only their sign counts: negative makes present, positive absent. One-bit
 * entries flip. The whole sequence must cover the table exactly. After a {@link MalformedException}
 * the connection is to be closed; {@link #close} must be called in any case.
 */
public final class QrpReceiver implements AutoCloseable {
  private static final int RESET_BYTES = 6;
  private static final int PATCH_HEADER = 5;
  private static final int CHUNK = 4096;

  /** The table as it was last; null before the first reset. */
  private QrpTable table;

  /** The table that a sequence makes; null between two sequences. */
  private long[] map;

  private int expected = 1;
  private int total;
  private int compressor;
  private int entryBits;
  private int slot;
  private Inflater inflater;

  /** For a neighbour that has sent no table. */
  public QrpReceiver() {
    this(null);
  }

  /**
   * For a neighbour that has sent a table.
   *
   * @param table to which the next messages may be a change; null if it has sent none
   */
  public QrpReceiver(QrpTable table) {
    this.table = table;
  }

  /**
   * Takes the payload of one QRP message.
   *
   * @return the new table, when the message completes one (an empty one after a reset)
   */
  public Optional<QrpTable> accept(byte[] bytes, int offset, int length) throws MalformedException {
    if (length < 1) {
      throw new MalformedException(Rejection.TRUNCATED, offset);
    }
    return switch (bytes[offset]) {
      case 0 -> Optional.of(reset(bytes, offset, length));
      case 1 -> patch(bytes, offset, length);
      default -> throw new MalformedException(Rejection.UNKNOWN_VARIANT, offset);
    };
  }

  /** Frees what an unfinished sequence holds. */
  @Override
  public void close() {
    map = null;
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  private QrpTable reset(byte[] bytes, int offset, int length) throws MalformedException {
    if (length < RESET_BYTES) {
      throw new MalformedException(Rejection.TRUNCATED, offset);
    }
    int slots =
        (bytes[offset + 1] & 0xff)
            | ((bytes[offset + 2] & 0xff) << 8)
            | ((bytes[offset + 3] & 0xff) << 16)
            | (bytes[offset + 4] << 24);
    if (slots < 2 || slots > 1 << QrpTable.MAX_BITS || Integer.bitCount(slots) != 1) {
      throw new MalformedException(Rejection.BAD_TABLE_LENGTH, offset + 1);
    }
    if (bytes[offset + 5] == 0) {
      throw new MalformedException(Rejection.BAD_INFINITY, offset + 5);
    }
    close();
    table = QrpTable.empty(Integer.numberOfTrailingZeros(slots));
    expected = 1;
    return table;
  }

  private Optional<QrpTable> patch(byte[] bytes, int offset, int length) throws MalformedException {
    if (length < PATCH_HEADER) {
      throw new MalformedException(Rejection.TRUNCATED, offset);
    }
    int sequence = bytes[offset + 1] & 0xff;
    int count = bytes[offset + 2] & 0xff;
    if (sequence == 0 || sequence > count) {
      throw new MalformedException(Rejection.BAD_SEQUENCE, offset + 1);
    }
    checkForm(bytes[offset + 3] & 0xff, bytes[offset + 4] & 0xff, offset);
    if (table == null || sequence != expected) {
      throw new MalformedException(Rejection.BAD_SEQUENCE, offset + 1);
    }
    if (sequence == 1) {
      begin(count, bytes[offset + 3] & 0xff, bytes[offset + 4] & 0xff);
    } else if (count != total
        || (bytes[offset + 3] & 0xff) != compressor
        || (bytes[offset + 4] & 0xff) != entryBits) {
      throw new MalformedException(Rejection.BAD_SEQUENCE, offset + 2);
    }
    data(bytes, offset + PATCH_HEADER, length - PATCH_HEADER);
    if (sequence < total) {
      expected++;
      return Optional.empty();
    }
    return Optional.of(finish(offset));
  }

  private static void checkForm(int compressor, int entryBits, int offset)
      throws MalformedException {
    if (compressor > 1) {
      throw new MalformedException(Rejection.BAD_COMPRESSOR, offset + 3);
    }
    if (entryBits != 1 && entryBits != 2 && entryBits != 4 && entryBits != 8) {
      throw new MalformedException(Rejection.BAD_ENTRY_BITS, offset + 4);
    }
  }

  private void begin(int count, int newCompressor, int newEntryBits) {
    total = count;
    compressor = newCompressor;
    entryBits = newEntryBits;
    slot = 0;
    map = table.toBitmap();
    if (compressor == 1) {
      inflater = new Inflater();
    }
  }

  private void data(byte[] bytes, int offset, int length) throws MalformedException {
    if (compressor == 0) {
      apply(bytes, offset, length, offset);
      return;
    }
    inflater.setInput(bytes, offset, length);
    byte[] out = new byte[CHUNK];
    try {
      int n;
      // The table's length bounds the output: apply() refuses the first byte beyond it.
      while ((n = inflater.inflate(out)) > 0) {
        apply(out, 0, n, offset);
      }
    } catch (DataFormatException e) {
      throw new MalformedException(Rejection.BAD_DEFLATE, offset);
    }
  }

  private void apply(byte[] data, int offset, int length, int where) throws MalformedException {
    int perByte = 8 / entryBits;
    int slots = table.slots();
    for (int i = offset; i < offset + length; i++) {
      if (slot >= slots) {
        throw new MalformedException(Rejection.BAD_COVERAGE, where);
      }
      if (data[i] == 0) {
        slot += perByte;
        continue;
      }
      for (int e = 0; e < perByte && slot < slots; e++, slot++) {
        int entry = (byte) (data[i] << (e * entryBits)) >> (8 - entryBits);
        if (entryBits == 1) {
          map[slot >>> 6] ^= (long) -entry << (slot & 63);
        } else if (entry < 0) {
          QrpTable.set(map, slot);
        } else if (entry > 0) {
          map[slot >>> 6] &= ~(1L << (slot & 63));
        }
      }
    }
  }

  private QrpTable finish(int offset) throws MalformedException {
    long[] made = map;
    close();
    expected = 1;
    if (slot < table.slots()) {
      throw new MalformedException(Rejection.BAD_COVERAGE, offset);
    }
    table = QrpTable.ofBitmap(table.bits(), made);
    return table;
  }
}
