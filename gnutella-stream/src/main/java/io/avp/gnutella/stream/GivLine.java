package io.avp.gnutella.stream;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code GIV index:guid/name} and the empty line behind it. */
final class GivLine {
  /** The longest line that clients read. */
  static final int MAX_BYTES = 1024;

  private static final Pattern LINE = Pattern.compile("GIV (\\d{1,10}):([0-9a-fA-F]{32})/(.*)");

  private GivLine() {}

  /** Where the bytes behind the line and its empty line start; -1 if they have not come yet. */
  static int end(byte[] b, int length) {
    for (int i = 0; i < length; i++) {
      if (b[i] == '\n') {
        int next = i + 1 < length && b[i + 1] == '\r' ? i + 2 : i + 1;
        if (next >= length) {
          return -1;
        }
        return b[next] == '\n' ? next + 1 : i + 1;
      }
    }
    return -1;
  }

  /** Reads the line; null if it is malformed. */
  static Owner.Giv parse(HostAddress remote, byte[] b, int end) {
    String text = new String(b, 0, end, StandardCharsets.ISO_8859_1).strip();
    Matcher m = LINE.matcher(text);
    return m.matches()
        ? new Owner.Giv(remote, Long.parseLong(m.group(1)), Guid.parse(m.group(2)), m.group(3))
        : null;
  }
}
