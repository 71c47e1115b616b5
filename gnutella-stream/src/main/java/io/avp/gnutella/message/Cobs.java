package io.avp.gnutella.message;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireWriter;

/** Consistent overhead byte stuffing: writes bytes without NUL (fact sheet, section 10.2). */
final class Cobs {
  private static final int LONGEST = 254;

  private Cobs() {}

  static byte[] encode(byte[] plain) {
    WireWriter out = new WireWriter(plain.length + 2);
    int from = 0;
    boolean more = true;
    while (more) {
      int end = from;
      while (end < plain.length && plain[end] != 0 && end - from < LONGEST) {
        end++;
      }
      out.u8(end - from + 1);
      for (int k = from; k < end; k++) {
        out.u8(plain[k]);
      }
      boolean full = end - from == LONGEST; // such a run has no NUL behind it
      more = end < plain.length;
      from = full ? end : end + 1;
    }
    return out.toByteArray();
  }

  static byte[] decode(byte[] coded) throws MalformedException {
    WireWriter out = new WireWriter(coded.length);
    int i = 0;
    while (i < coded.length) {
      int code = coded[i] & 0xff;
      if (code == 0 || i + code > coded.length) {
        throw new MalformedException(Rejection.BAD_COBS, i);
      }
      for (int k = 1; k < code; k++) {
        if (coded[i + k] == 0) {
          throw new MalformedException(Rejection.BAD_COBS, i + k);
        }
        out.u8(coded[i + k]);
      }
      i += code;
      if (code <= LONGEST && i < coded.length) {
        out.u8(0);
      }
    }
    return out.toByteArray();
  }
}
