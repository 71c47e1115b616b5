package io.avp.gnutella.message;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Results outside of the overlay, by UDP (fact sheet, sections 4.5 and 8.2); the message id of the
 * first two is the query's.
 */
public sealed interface OutOfBand extends VendorMessage {
  /**
   * I have results for you: LIME/12.
   *
   * @param version 1 (no flags), 2, or 3 (secured by a token)
   * @param hits 255 stands for that many or more
   * @param flags bit 0: can take unsolicited UDP
   */
  record Indication(int version, int hits, int flags) implements OutOfBand {
    /** True if datagrams that were not asked for reach the sender. */
    public boolean unsolicited() {
      return (flags & 1) != 0;
    }

    /** True if a token secures the exchange. */
    public boolean secure() {
      return version >= 3;
    }

    @Override
    public Kind kind() {
      return new Kind("LIME", 12, version);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(hits);
      if (version > 1) {
        out.u8(flags);
      }
    }
  }

  /**
   * Send me that many: LIME/11.
   *
   * @param version 2, or 3 (extensions may hold a token)
   * @param wanted 0: none, 255: all
   */
  record Ack(int version, int wanted, Ggep ggep) implements OutOfBand {
    /** The token to repeat in each hit. */
    public Optional<byte[]> token() {
      return ggep.find("SO");
    }

    @Override
    public Kind kind() {
      return new Kind("LIME", 11, version);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(wanted).bytes(ggep.encode());
    }
  }

  /**
   * Do not have results of my queries sent to you instead: LIME/13v1.
   *
   * @param upTo versions that are forbidden; empty forbids all
   */
  record Veto(OptionalInt upTo) implements OutOfBand {
    @Override
    public Kind kind() {
      return new Kind("LIME", 13, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      upTo.ifPresent(out::u8);
    }
  }

  /** Reads the body of an indication. */
  static Indication indication(int version, WireReader in) throws MalformedException {
    return new Indication(version, in.u8(), version > 1 ? in.u8() : 0);
  }

  /** Reads the body of an acknowledgement. */
  static Ack ack(int version, WireReader in) throws MalformedException {
    return new Ack(version, in.u8(), version > 2 ? Frames.tail(in).ggep() : Ggep.NONE);
  }

  /** Reads the body of a veto. */
  static Veto veto(WireReader in) throws MalformedException {
    return new Veto(in.remaining() == 0 ? OptionalInt.empty() : OptionalInt.of(in.u8()));
  }
}
