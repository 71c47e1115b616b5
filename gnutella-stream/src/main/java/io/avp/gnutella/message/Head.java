package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether a servent has a file (fact sheet, section 8.5). */
public sealed interface Head extends VendorMessage {
  /**
   * Do you have it? LIME/23.
   *
   * @param version 1 or 2
   * @param flags bits: 1 ranges, 2 sources, 4 sources to be pushed, 16 extensions follow
   * @param urn {@code urn:sha1:} and 32 characters
   */
  record Request(int version, int flags, String urn, Ggep ggep) implements Head {
    private static final int EXTENSIONS = 0x10;
    private static final int URN_LENGTH = 41;

    /** The leaf that is asked, if the receiver is to relay the question. */
    public Optional<Guid> target() {
      return ggep.find("PUSH").filter(d -> d.length == Guid.BYTES).map(d -> Guid.read(d, 0));
    }

    @Override
    public Kind kind() {
      return new Kind("LIME", 23, version);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(flags).bytes(urn.getBytes(StandardCharsets.ISO_8859_1)).bytes(ggep.encode());
    }

    private static Request read(int version, WireReader in) throws MalformedException {
      int flags = in.u8();
      int where = in.position();
      String urn = in.ascii(URN_LENGTH);
      if (Sha1.ofUrn(urn).isEmpty()) {
        throw new MalformedException(Rejection.BAD_SHA1, where);
      }
      Ggep ggep = (flags & EXTENSIONS) != 0 ? Frames.tail(in).ggep() : Ggep.NONE;
      return new Request(version, flags, urn, ggep);
    }
  }

  /**
   * The short answer: LIME/24v1.
   *
   * @param code 0 not found; 1 complete, 2 partial, plus 4 firewalled, plus 8 downloading
   * @param details vendor, queue and lists, as they came; nothing if not found
   */
  @SuppressWarnings("ArrayRecordComponent") // verbatim bytes; compared by nobody
  record Brief(int flags, int code, byte[] details) implements Head {
    @Override
    public Kind kind() {
      return new Kind("LIME", 24, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(flags).u8(code).bytes(details);
    }
  }

  /** The extensible answer: LIME/24v2. */
  record Answer(Ggep ggep) implements Head {
    /** As in {@link Brief}; 0 if it is not told. */
    public int code() {
      return octet("C").orElse(0);
    }

    /** Minus n: n slots are free; 0: all are taken; n: n wait; 127: busy. */
    public Optional<Integer> queue() {
      return octet("Q");
    }

    /** Four letters of the servent's maker. */
    public Optional<String> vendor() {
      return ggep.find("V").map(d -> new String(d, StandardCharsets.ISO_8859_1));
    }

    /** Other sources. */
    public List<HostAddress> sources() {
      return ggep.find("A").map(Pong::unpack).orElse(List.of());
    }

    @Override
    public Kind kind() {
      return new Kind("LIME", 24, 2);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.bytes(ggep.encode());
    }

    private Optional<Integer> octet(String id) {
      return ggep.find(id).filter(d -> d.length > 0).map(d -> (int) d[0]);
    }
  }

  /** Reads the body of a question. */
  static Request request(int version, WireReader in) throws MalformedException {
    return Request.read(version, in);
  }

  /** Reads the body of an answer. */
  static Head answer(int version, WireReader in) throws MalformedException {
    return version == 1
        ? new Brief(in.u8(), in.u8(), in.rest())
        : new Answer(Frames.tail(in).ggep());
  }
}
