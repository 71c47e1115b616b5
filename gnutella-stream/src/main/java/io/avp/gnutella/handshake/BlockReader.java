package io.avp.gnutella.handshake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects one group of a handshake, however its bytes are cut, within the limits of size and
 * number.
 *
 * <p>Lines end with CRLF or a bare LF; a line that starts with space or tab continues the one
 * before (fact sheet, section 1.3).
 */
final class BlockReader {
  /** Largest group, in bytes, blank line included. */
  static final int MAX_BYTES = 4096;

  /** Most header lines of a group. */
  static final int MAX_HEADERS = 32;

  /** Longest line, in bytes. */
  static final int MAX_LINE = 1024;

  /** How far a group has been read. */
  enum State {
    READING,
    COMPLETE,
    TOO_LARGE,
    MALFORMED
  }

  private final byte[] line = new byte[MAX_LINE];
  private int lineLength;
  private int bytes;
  private final List<String> lines = new ArrayList<>();
  private State state = State.READING;
  private Block block;

  /** Reads up to the end of the group; returns how many bytes it took. */
  int feed(byte[] input, int offset, int length) {
    int i = 0;
    while (i < length && state == State.READING) {
      byte b = input[offset + i++];
      if (++bytes > MAX_BYTES) {
        state = State.TOO_LARGE;
      } else if (b == '\n') {
        endLine();
      } else if (lineLength == MAX_LINE) {
        state = State.TOO_LARGE;
      } else {
        line[lineLength++] = b;
      }
    }
    return i;
  }

  State state() {
    return state;
  }

  /** The group; only when {@link State#COMPLETE}. */
  Block block() {
    return block;
  }

  private void endLine() {
    int end = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
    String text = new String(line, 0, end, StandardCharsets.UTF_8);
    lineLength = 0;
    if (text.isEmpty()) {
      complete();
    } else if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
      continueLine(text);
    } else if (lines.size() > MAX_HEADERS) {
      state = State.TOO_LARGE;
    } else {
      lines.add(text);
    }
  }

  private void continueLine(String text) {
    if (lines.size() < 2) {
      state = State.MALFORMED;
    } else {
      lines.add(lines.remove(lines.size() - 1) + " " + text.strip());
    }
  }

  private void complete() {
    if (lines.isEmpty()) {
      state = State.MALFORMED;
      return;
    }
    Headers headers = new Headers();
    for (String header : lines.subList(1, lines.size())) {
      int colon = header.indexOf(':');
      if (colon <= 0) {
        state = State.MALFORMED;
        return;
      }
      headers.add(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }
    block = new Block(lines.get(0), headers);
    state = State.COMPLETE;
  }
}
