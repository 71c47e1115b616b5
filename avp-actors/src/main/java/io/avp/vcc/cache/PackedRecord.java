package io.avp.vcc.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a hit record is kept, without its index: kind (1), where its SHA-1 is (2), length of the name
 * (2), size field (4), name, extension area.
 *
 * <p>All of it comes back byte for byte. A SHA-1 that the area has as 32 characters of text is kept
 * as 20 bytes in their place; one that it has as bytes stays where it is; one that is hidden from
 * us by another coding is appended.
 */
final class PackedRecord {
  static final int NAME = 9;

  private static final int IN_PLACE = 0;
  private static final int AS_TEXT = 1;
  private static final int APPENDED = 2;
  private static final int KIND = 0x0f;
  private static final int NOT_ASCII = 0x80;

  private PackedRecord() {}

  /** The form of a record that is kept. */
  static byte[] pack(FileRecord record) {
    byte[] area = record.area();
    byte[] text = record.sha1().urn().getBytes(StandardCharsets.US_ASCII);
    byte[] sha1 = record.sha1().bytes();
    int kind = AS_TEXT;
    int at = find(area, text);
    byte[] kept;
    if (at >= 0) {
      kept = new byte[area.length - text.length + Sha1Text.BYTES];
      System.arraycopy(area, 0, kept, 0, at);
      System.arraycopy(sha1, 0, kept, at, Sha1Text.BYTES);
      int behind = at + text.length;
      System.arraycopy(area, behind, kept, at + Sha1Text.BYTES, area.length - behind);
    } else {
      at = find(area, sha1);
      kind = at < 0 ? APPENDED : IN_PLACE;
      kept = at < 0 ? Arrays.copyOf(area, area.length + Sha1Text.BYTES) : area;
      if (at < 0) {
        at = area.length;
        System.arraycopy(sha1, 0, kept, at, Sha1Text.BYTES);
      }
    }
    byte[] name = record.name();
    byte[] packed = new byte[NAME + name.length + kept.length];
    packed[0] = (byte) (kind | (NameWords.isAscii(name) ? 0 : NOT_ASCII));
    short16(packed, 1, NAME + name.length + at);
    short16(packed, 3, name.length);
    System.arraycopy(record.raw(), Integer.BYTES, packed, 5, Integer.BYTES);
    System.arraycopy(name, 0, packed, NAME, name.length);
    System.arraycopy(kept, 0, packed, NAME + name.length, kept.length);
    return packed;
  }

  /** The record as it came: index (4), size (4), name, NUL, extensions, NUL. */
  static byte[] unpack(byte[] b, int at, int length, int index) {
    int name = nameLength(b, at);
    int kind = b[at] & KIND;
    int area = at + NAME + name;
    int sha1 = at + u16(b, at + 1);
    int end = at + length;
    int text = kind == AS_TEXT ? Sha1Text.LENGTH : 0;
    int drop = kind == IN_PLACE ? 0 : Sha1Text.BYTES;
    byte[] record = new byte[8 + name + 1 + (end - area) - drop + text + 1];
    for (int i = 0; i < Integer.BYTES; i++) {
      record[i] = (byte) (index >>> 8 * i);
    }
    System.arraycopy(b, at + 5, record, Integer.BYTES, Integer.BYTES);
    System.arraycopy(b, at + NAME, record, 8, name);
    int to = 8 + name + 1;
    int before = kind == IN_PLACE ? end - area : sha1 - area;
    System.arraycopy(b, area, record, to, before);
    if (kind == AS_TEXT) {
      Sha1Text.write(b, sha1, record, to + before);
      int behind = sha1 + Sha1Text.BYTES;
      System.arraycopy(b, behind, record, to + before + text, end - behind);
    }
    return record;
  }

  static int nameLength(byte[] b, int at) {
    return u16(b, at + 3);
  }

  static boolean ascii(byte[] b, int at) {
    return b[at] >= 0;
  }

  static int urnHash(byte[] b, int at) {
    return Sha1Text.urnHash(b, at + u16(b, at + 1));
  }

  /** A hash of the name; not secret, so others may choose names that share one. */
  static long nameHash(byte[] b, int at) {
    long hash = 0;
    for (int i = at + NAME; i < at + NAME + nameLength(b, at); i++) {
      hash = hash * 0x9E3779B97F4A7C15L + b[i];
    }
    return hash;
  }

  /** The first eight bytes of the SHA-1. */
  static long contentHash(byte[] b, int at) {
    return ByteBuffer.wrap(b).getLong(at + u16(b, at + 1));
  }

  static boolean hasSha1(byte[] b, int at, byte[] sha1) {
    int from = at + u16(b, at + 1);
    return Arrays.equals(b, from, from + Sha1Text.BYTES, sha1, 0, Sha1Text.BYTES);
  }

  /** The size field, 0 to 2^32-1. */
  static long sizeField(byte[] b, int at) {
    return u16(b, at + 5) | (long) u16(b, at + 7) << 16;
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8;
  }

  private static void short16(byte[] b, int at, int value) {
    b[at] = (byte) value;
    b[at + 1] = (byte) (value >>> 8);
  }

  private static int find(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }
}
