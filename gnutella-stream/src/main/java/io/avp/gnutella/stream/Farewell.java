package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The Bye in front of a close. */
final class Farewell {
  private Farewell() {}

  /**
   * True if the reason has a code and the other side has a parser for it: LimeWire has none, nor
   * has who speaks 0.4; all others understand a Bye, announced or not.
   */
  static boolean isWanted(Relation relation, CloseReason reason) {
    return reason.byeCode() > 0
        && relation != null
        && relation.remoteMode() != PeerMode.LEGACY
        && !relation.userAgent().toLowerCase(Locale.ROOT).startsWith("limewire");
  }

  /** A whole Bye descriptor: code, little-endian, text, NUL. */
  static byte[] frame(CloseReason reason) {
    byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[Header.BYTES + 2 + text.length + 1];
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Guid id = Guid.modern(random.nextLong(), random.nextLong());
    Header.write(frame, 0, id, DescriptorType.BYE, 1, 0, 2 + text.length + 1);
    frame[Header.BYTES] = (byte) reason.byeCode();
    frame[Header.BYTES + 1] = (byte) (reason.byeCode() >>> 8);
    System.arraycopy(text, 0, frame, Header.BYTES + 2, text.length);
    return frame;
  }
}
