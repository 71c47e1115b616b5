package io.avp.ops.bench.load;

import io.avp.gnutella.message.Bye;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import java.io.IOException;
import java.util.BitSet;

/** What connections say and hear beside queries, so that the relay keeps them. */
final class Talk {
  private final BitSet answered = new BitSet();

  /** Sends a ping for this hop only, so that the relay sees that the connection lives. */
  void ping(LoadConnection c) throws IOException {
    c.append(Ping.plain().frame(pingId(c.index), 1, 0));
    c.flush();
  }

  private static Guid pingId(int index) {
    return Guid.modern(0x6176_7062_656e_6368L + index, ~(long) index << 8);
  }

  /** The first connection whose ping has not been answered; as many as there are if none. */
  int silent() {
    return answered.nextClearBit(0);
  }

  /** Takes a descriptor that is no query. */
  void take(LoadConnection c, DescriptorType type, byte[] bytes, int at, int length)
      throws IOException {
    if (type == DescriptorType.PING && Header.hops(bytes, at) == 0) {
      c.append(new Pong(c.address(), 0, 0, Ggep.NONE).frame(Guid.read(bytes, at), 1, 0));
      c.flush();
    } else if (type == DescriptorType.PONG && Guid.read(bytes, at).equals(pingId(c.index))) {
      answered.set(c.index);
    } else if (type == DescriptorType.BYE) {
      throw new LoadFailure("connection " + c.index + " got a Bye: " + bye(bytes, at, length));
    }
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
