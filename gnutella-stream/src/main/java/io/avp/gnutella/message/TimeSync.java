package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;

/**
 * Comparison of two clocks (fact sheet, section 8.2): times travel in the message id too, so a
 * message must be framed with its own {@link #id}.
 */
public sealed interface TimeSync extends VendorMessage {
  /**
   * A time as two big-endian numbers.
   *
   * @param seconds since 1970, unsigned 32 bits
   * @param micros 0 to 999999
   */
  record Stamp(long seconds, long micros) {
    private static Stamp of(long packed) {
      return new Stamp(packed >>> 32, packed & 0xffff_ffffL);
    }

    private long packed() {
      return seconds << 32 | micros & 0xffff_ffffL;
    }
  }

  /** The id that carries this message's times. */
  Guid id();

  /**
   * What is your time? GTKG/9v1.
   *
   * @param ntp true if the sender's clock is set by NTP
   * @param sent when the sender sent it
   * @param tag the id's other half, to be ignored
   */
  record Request(boolean ntp, Stamp sent, long tag) implements TimeSync {
    @Override
    public Guid id() {
      return new Guid(sent.packed(), tag);
    }

    @Override
    public Kind kind() {
      return new Kind("GTKG", 9, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(ntp ? 1 : 0);
    }
  }

  /**
   * The answer: GTKG/10v1.
   *
   * @param sent of the request
   * @param received when the request came
   * @param answered when this left
   */
  record Reply(boolean ntp, Stamp sent, Stamp received, Stamp answered) implements TimeSync {
    @Override
    public Guid id() {
      return new Guid(sent.packed(), answered.packed());
    }

    @Override
    public Kind kind() {
      return new Kind("GTKG", 10, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(ntp ? 1 : 0)
          .i32BigEndian((int) received.seconds())
          .i32BigEndian((int) received.micros());
    }
  }

  /** Reads the body of a request. */
  static Request request(Guid id, WireReader in) throws MalformedException {
    return new Request((in.u8() & 1) != 0, Stamp.of(id.high()), id.low());
  }

  /** Reads the body of a reply. */
  static Reply reply(Guid id, WireReader in) throws MalformedException {
    boolean ntp = (in.u8() & 1) != 0;
    long received = (long) in.i32BigEndian() << 32 | in.i32BigEndian() & 0xffff_ffffL;
    return new Reply(ntp, Stamp.of(id.high()), Stamp.of(received), Stamp.of(id.low()));
  }
}
