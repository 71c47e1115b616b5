package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * Says why a connection is being closed: code (2), text, NUL (fact sheet, section 9.5).
 *
 * @param code 0 to 65535
 * @param text the reason, with header lines behind a CRLF if there are any
 * @param terminated true if a NUL ends the text; some programs leave it out
 */
public record Bye(int code, String text, boolean terminated) {
  /** Stands for the absent code of GnucDNA, whose first bytes are text. */
  private static final int NO_CODE = 901;

  private static final int MAX_CODE = 999;

  /** Reads a payload leniently: a missing NUL or code is accepted. */
  public static Bye decode(byte[] bytes, int offset, int length) throws MalformedException {
    WireReader in = new WireReader(bytes, offset, length);
    int code = NO_CODE;
    if (length >= 2) {
      int first = new WireReader(bytes, offset, 2).u16();
      if (first <= MAX_CODE) {
        code = in.u16();
      }
    }
    byte[] text = in.rest();
    boolean nul = text.length > 0 && text[text.length - 1] == 0;
    int end = nul ? text.length - 1 : text.length;
    return new Bye(code, new String(text, 0, end, StandardCharsets.UTF_8), nul);
  }

  /** The text without header lines. */
  public String message() {
    int end = text.indexOf("\r\n");
    return end < 0 ? text : text.substring(0, end);
  }

  /** The whole descriptor. */
  public byte[] frame(Guid id) {
    WireWriter out = new WireWriter(64);
    if (code != NO_CODE) {
      out.u16(code);
    }
    out.utf8(text);
    if (terminated) {
      out.u8(0);
    }
    return Frames.frame(id, DescriptorType.BYE, 1, 0, out);
  }
}
