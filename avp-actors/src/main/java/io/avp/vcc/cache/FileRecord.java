package io.avp.vcc.cache;

import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * One file of a hit, as it came, and by what it is found.
 *
 * @param raw index (4), size (4), name, NUL, extensions, NUL
 * @param nameLength bytes of the name
 * @param sha1 what it says of its content
 */
@SuppressWarnings("ArrayRecordComponent") // verbatim bytes; compared by nobody, changed by nobody
public record FileRecord(byte[] raw, int nameLength, Sha1 sha1) {
  /** Longest name, in bytes: no file system has longer ones. */
  public static final int MAX_NAME = 512;

  /** Longest record, in bytes. */
  public static final int MAX_BYTES = 1 << 12;

  private static final int FIXED = 8;

  /**
   * Reads a record; empty if it has no SHA-1, is not a record, or is too long to be kept. Such
   * files are answered by their holder only.
   */
  public static Optional<FileRecord> of(byte[] raw) {
    if (raw.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      WireReader in = new WireReader(raw, 0, raw.length);
      HitRecord record = HitRecord.read(in);
      int nameLength = raw.length - FIXED - 2 - record.extensionArea().length;
      if (in.remaining() > 0 || nameLength > MAX_NAME) {
        return Optional.empty();
      }
      return record.sha1().map(sha1 -> new FileRecord(raw, nameLength, sha1));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /** The holder's number for the file, 32 bits. */
  int index() {
    return (raw[0] & 0xff) | (raw[1] & 0xff) << 8 | (raw[2] & 0xff) << 16 | raw[3] << 24;
  }

  /** Its length in bytes as its field of 32 bits has it. */
  int size() {
    return (raw[4] & 0xff) | (raw[5] & 0xff) << 8 | (raw[6] & 0xff) << 16 | raw[7] << 24;
  }

  /** The name as sent: UTF-8, mostly. */
  public byte[] name() {
    return Arrays.copyOfRange(raw, FIXED, FIXED + nameLength);
  }

  byte[] area() {
    return Arrays.copyOfRange(raw, FIXED + nameLength + 1, raw.length - 1);
  }

  /**
   * By what the file is found: the hashes of its words of at least three bytes, then that of its
   * URN. The regions of these hashes are to know it.
   */
  public int[] keys() {
    int[] words = NameWords.hashes(raw, FIXED, nameLength, NameWords.isAscii(name()));
    int[] keys = Arrays.copyOf(words, words.length + 1);
    keys[words.length] = urnHash(sha1);
    return keys;
  }

  /**
   * The prefixes of its words that query tables have, each in the upper half and the {@link #keys
   * key} that it leads to in the lower. The regions of the prefixes are to know that.
   */
  public long[] prefixes() {
    return QueryWords.split(new String(name(), StandardCharsets.UTF_8)).stream()
        .flatMapToLong(FileRecord::prefixes)
        .toArray();
  }

  private static LongStream prefixes(String word) {
    int hash = QrpHash.hash(word);
    return QueryWords.prefixes(word).stream()
        .mapToLong(prefix -> RegionPrefixes.entry(QrpHash.hash(prefix), hash));
  }

  static int urnHash(Sha1 sha1) {
    return Sha1Text.urnHash(sha1.bytes(), 0);
  }
}
