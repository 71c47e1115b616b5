package io.avp.vcc.cache;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * All files of a member as its virtual peer knows them, deflated: regions forget, and are told
 * again. And those slots of its query table for which it has to be asked all the same, because no
 * region finds its files by them: what neither their words nor the prefixes of these explain.
 */
public final class KnownFiles {
  private final Holder holder;
  private final byte[] deflated;
  private final int length;
  private final char[] asked;

  private KnownFiles(Holder holder, byte[] deflated, int length, char[] asked) {
    this.holder = holder;
    this.deflated = deflated;
    this.length = length;
    this.asked = asked;
  }

  /**
   * Packs what a member has told.
   *
   * @param table slots of its query table, at the resolution of hints
   */
  public static KnownFiles of(Holder holder, List<FileRecord> records, BitSet table) {
    RecordBlock block = new RecordBlock();
    records.forEach(record -> block.add(record.raw()));
    BitSet asked = (BitSet) table.clone();
    asked.andNot(slots(records));
    byte[] plain = block.toByteArray();
    return new KnownFiles(holder, deflate(plain), plain.length, chars(asked));
  }

  /**
   * The same, but regions have refused some of the files: there it is asked for everything.
   *
   * @param table slots of its query table
   * @param regions that refused
   */
  public KnownFiles refused(BitSet table, BitSet regions) {
    BitSet all = askedSlots();
    table.stream().filter(slot -> regions.get(slot / RegionHints.SLOTS)).forEach(all::set);
    return new KnownFiles(holder, deflated, length, chars(all));
  }

  /** Of their words, the prefixes of these and their URNs. */
  private static BitSet slots(List<FileRecord> records) {
    BitSet slots = new BitSet();
    for (FileRecord record : records) {
      slots.set(SlotHints.slotOf(FileRecord.urnHash(record.sha1())));
      for (String word : QueryWords.forTable(new String(record.name(), StandardCharsets.UTF_8))) {
        slots.set(SlotHints.slotOf(QrpHash.hash(word)));
      }
    }
    return slots;
  }

  private static char[] chars(BitSet slots) {
    char[] chars = new char[slots.cardinality()];
    int n = 0;
    for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
      chars[n++] = (char) slot;
    }
    return chars;
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 64);
      byte[] part = new byte[1 << 12];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Who has them. */
  public Holder holder() {
    return holder;
  }

  /** The files. */
  public List<FileRecord> records() {
    Inflater inflater = new Inflater();
    try {
      byte[] plain = new byte[length];
      inflater.setInput(deflated);
      if (inflater.inflate(plain) != length) {
        throw new IllegalStateException("what was deflated here has become shorter");
      }
      return RecordBlock.read(plain);
    } catch (DataFormatException | MalformedException e) {
      throw new IllegalStateException("what was packed here cannot be read", e);
    } finally {
      inflater.end();
    }
  }

  /** True if it is to be asked when a query is routed by that slot. */
  public boolean isAsked(int slot) {
    return Arrays.binarySearch(asked, (char) slot) >= 0;
  }

  /**
   * Slots by which regions find its files though its query table says nothing of them.
   *
   * @param table slots of its query table
   */
  public BitSet slotsBeside(BitSet table) {
    BitSet slots = slots(records());
    slots.andNot(table);
    return slots;
  }

  /** All slots for which it is to be asked. */
  public BitSet askedSlots() {
    BitSet slots = new BitSet();
    for (char slot : asked) {
      slots.set(slot);
    }
    return slots;
  }

  /** Heap, in bytes; an estimate. */
  public int bytes() {
    return 64 + holder.bytes() + deflated.length + asked.length * Character.BYTES;
  }
}
