package io.avp.vcc.cache;

import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QrpHash;
import java.nio.charset.StandardCharsets;

/** The text of a SHA-1 that is kept as twenty bytes, without an object for each. */
final class Sha1Text {
  /** A SHA-1, in bytes. */
  static final int BYTES = 20;

  private static final int CHARS = 32;
  private static final byte[] ALPHABET = ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
  private static final byte[] PREFIX = ascii("urn:sha1:");

  /** Of the URN, in bytes. */
  static final int LENGTH = PREFIX.length + CHARS;

  private Sha1Text() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes {@code urn:sha1:} and 32 characters. */
  static void write(byte[] b, int sha1, byte[] to, int at) {
    System.arraycopy(PREFIX, 0, to, at, PREFIX.length);
    for (int i = 0; i < CHARS; i++) {
      to[at + PREFIX.length + i] = character(b, sha1, i);
    }
  }

  /** The hash of the URN, as query routing makes it. */
  static int urnHash(byte[] b, int sha1) {
    int folded = 0;
    for (int i = 0; i < LENGTH; i++) {
      int c = i < PREFIX.length ? PREFIX[i] : character(b, sha1, i - PREFIX.length);
      folded ^= (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) << ((i & 3) << 3);
    }
    return QrpHash.ofFolded(folded);
  }

  /** The i-th character: five bits, the most significant first. */
  private static byte character(byte[] b, int sha1, int i) {
    int bit = i * 5;
    int at = sha1 + (bit >>> 3);
    int pair = (b[at] & 0xff) << 8 | ((bit & 7) > 3 ? b[at + 1] & 0xff : 0);
    return ALPHABET[pair >>> (11 - (bit & 7)) & 0x1f];
  }

  /**
   * What tells the SHA-1s of one holder's records apart: 64 bits made of it as the record has it.
   *
   * @return 0 if the record does not begin its extensions with it in one of the two usual forms
   */
  static long key(byte[] record) {
    int area = 8;
    while (area < record.length && record[area] != 0) {
      area++;
    }
    area++;
    if (startsWith(record, area, PREFIX) && area + LENGTH < record.length) {
      return hash(record, area + PREFIX.length, CHARS);
    }
    boolean binary =
        area + 5 + BYTES < record.length
            && record[area] == (byte) 0xc3
            && (record[area + 1] & 0x7f) == 1
            && record[area + 2] == 'H'
            && (record[area + 3] & 0xc0) == 0x40
            && (record[area + 3] & 0x3f) > BYTES
            && (record[area + 4] == 1 || record[area + 4] == 2);
    return binary ? hash(record, area + 5, BYTES) : 0;
  }

  /** A record of which {@link #key} can tell. */
  static byte[] asRecord(Sha1 sha1) {
    byte[] record = new byte[8 + 1 + LENGTH + 1];
    write(sha1.bytes(), 0, record, 9);
    return record;
  }

  private static boolean startsWith(byte[] b, int at, byte[] what) {
    for (int i = 0; i < what.length; i++) {
      if (at + i >= b.length || b[at + i] != what[i]) {
        return false;
      }
    }
    return true;
  }

  private static long hash(byte[] b, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ b[i] & 0xff) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }
}
