package io.avp.gnutella.message;

import java.util.Arrays;

/** Base 32 of RFC 4648 without padding. */
public final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  /** Without padding. */
  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int buffer = 0;
    int held = 0;
    for (byte b : bytes) {
      buffer = buffer << 8 | b & 0xff;
      held += 8;
      while (held >= 5) {
        held -= 5;
        text.append(ALPHABET.charAt(buffer >>> held & 31));
      }
    }
    if (held > 0) {
      text.append(ALPHABET.charAt(buffer << (5 - held) & 31));
    }
    return text.toString();
  }

  /** Either case; null if the text has another character. */
  public static byte[] decode(String text) {
    byte[] out = new byte[text.length() * 5 / 8];
    int n = 0;
    int buffer = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(Character.toUpperCase(text.charAt(i)));
      if (value < 0) {
        return null;
      }
      buffer = buffer << 5 | value;
      held += 5;
      if (held >= 8 && n < out.length) {
        held -= 8;
        out[n++] = (byte) (buffer >>> held);
      }
    }
    return Arrays.copyOf(out, n);
  }
}
