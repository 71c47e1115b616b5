package io.avp.gnutella.stream;

import io.avp.gnutella.wire.Guid;
import java.nio.charset.StandardCharsets;

/**
 * The line with which a trunk begins: {@code AVP TRUNK }, a key as 32 hexadecimal digits, and two
 * line feeds. Who dialled says the key that is awaited, who accepts answers with another one.
 * Always as long.
 */
final class TrunkLine {
  /** What it begins with. */
  static final String PREFIX = "AVP TRUNK ";

  private static final int DIGITS = 32;

  /** Its length with the line feeds. */
  static final int BYTES = PREFIX.length() + DIGITS + 2;

  private TrunkLine() {}

  /** The line of a key. */
  static byte[] of(Guid key) {
    return (PREFIX + key + "\n\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The key of a line that is complete; null if it is malformed. */
  static Guid key(byte[] line) {
    String text = new String(line, 0, BYTES, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(PREFIX) || !text.endsWith("\n\n")) {
      return null;
    }
    try {
      return Guid.parse(text.substring(PREFIX.length(), PREFIX.length() + DIGITS));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
