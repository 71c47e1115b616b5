package io.avp.ops.bench.load;

import io.avp.gnutella.message.Bye;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import java.io.IOException;

/** What every connection of a load does as a servent would: it answers pings, and minds a Bye. */
final class Courtesy {
  private Courtesy() {}

  /** Id of the ping whose answer says that what a connection sent before has been taken in. */
  static Guid readyId(int index) {
    return Guid.modern(0x6176_7062_656e_6368L + index, ~(long) index << 8);
  }

  /**
   * Looks at a frame that came.
   *
   * @return true if it was a ping, which has been answered
   * @throws LoadFailure if it was a Bye
   */
  static boolean answers(LoadConnection c, byte[] bytes, int at, int length) throws IOException {
    DescriptorType type = Header.type(bytes, at);
    if (type == DescriptorType.BYE) {
      throw new LoadFailure("connection " + c.index + " got a Bye: " + bye(bytes, at, length));
    }
    if (type != DescriptorType.PING || Header.hops(bytes, at) != 0) {
      return false;
    }
    HostAddress self = new HostAddress(0x7f00_0001, 1);
    c.append(new Pong(self, 0, 0, Ggep.NONE).frame(Guid.read(bytes, at), 1, 0));
    c.flush();
    return true;
  }

  private static String bye(byte[] bytes, int at, int length) {
    try {
      Bye bye = Bye.decode(bytes, at + Header.BYTES, length - Header.BYTES);
      return bye.code() + " " + bye.message();
    } catch (MalformedException e) {
      return "unreadable, " + e.getMessage();
    }
  }
}
