package io.avp.vcc.cache;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Records one behind the other, as they are sent and stored: each with its length (2 bytes, the
 * least significant first). Not safe for several threads.
 */
public final class RecordBlock {
  private final WireWriter out = new WireWriter(256);

  /** Appends a record, at most {@link FileRecord#MAX_BYTES} long. */
  public void add(byte[] raw) {
    out.u16(raw.length).bytes(raw);
  }

  /** Bytes so far. */
  public int size() {
    return out.size();
  }

  /** All of them. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  /**
   * Reads a block.
   *
   * @throws MalformedException if it is cut off, or one of its records cannot be kept
   */
  public static List<FileRecord> read(byte[] block) throws MalformedException {
    WireReader in = new WireReader(block, 0, block.length);
    List<FileRecord> records = new ArrayList<>();
    while (in.remaining() > 0) {
      int at = in.position();
      byte[] raw = in.bytes(in.u16());
      records.add(
          FileRecord.of(raw)
              .orElseThrow(() -> new MalformedException(Rejection.UNKNOWN_VARIANT, at)));
    }
    return records;
  }
}
