package io.avp.gnutella.message;

import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Questions of a crawler by UDP, and their answers (fact sheet, section 8.2). */
public sealed interface Crawl extends VendorMessage {
  /** Each neighbour with its minutes of connection. */
  int MINUTES = 0x01;

  /** Each neighbour with its language. */
  int LOCALE = 0x02;

  /** The names of all programs, compressed, at the end. */
  int AGENTS = 0x08;

  /**
   * Tell me your neighbours: LIME/5v1.
   *
   * @param ultrapeers how many at most; 255: all
   * @param leaves likewise
   * @param features what to tell of each, as bits
   */
  record Request(int ultrapeers, int leaves, int features) implements Crawl {
    @Override
    public Kind kind() {
      return new Kind("LIME", 5, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(ultrapeers).u8(leaves).u8(features);
    }
  }

  /**
   * One neighbour.
   *
   * @param minutes since it connected, 0 to 65535; written with {@link #MINUTES} only
   * @param locale two letters; written with {@link #LOCALE} only
   */
  record Neighbour(HostAddress address, int minutes, String locale) {}

  /**
   * My neighbours: LIME/6v1, at most 255 of each sort.
   *
   * @param features what is told of each, as bits
   * @param agents names of programs in the order of the neighbours, the own last, each followed by
   *     a semicolon; written with {@link #AGENTS} only
   */
  record Answer(int features, List<Neighbour> ultrapeers, List<Neighbour> leaves, String agents)
      implements Crawl {
    @Override
    public Kind kind() {
      return new Kind("LIME", 6, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(ultrapeers.size()).u8(leaves.size()).u8(features);
      ultrapeers.forEach(n -> write(n, out));
      leaves.forEach(n -> write(n, out));
      if ((features & AGENTS) != 0) {
        out.bytes(Ggep.deflate(agents.getBytes(StandardCharsets.UTF_8)));
      }
    }

    private void write(Neighbour neighbour, WireWriter out) {
      out.hostAddress(neighbour.address());
      if ((features & MINUTES) != 0) {
        out.u16(neighbour.minutes());
      }
      if ((features & LOCALE) != 0) {
        out.bytes(neighbour.locale().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Reads the body of a request. */
  static Request request(WireReader in) throws MalformedException {
    return new Request(in.u8(), in.u8(), in.u8());
  }

  /** Reads the body of an answer. */
  static Answer answer(WireReader in) throws MalformedException {
    int where = in.position();
    int ultrapeers = in.u8();
    int leaves = in.u8();
    int features = in.u8();
    int each =
        HostAddress.BYTES
            + ((features & MINUTES) != 0 ? 2 : 0)
            + ((features & LOCALE) != 0 ? 2 : 0);
    if (in.remaining() < (ultrapeers + leaves) * each) {
      throw new MalformedException(Rejection.BAD_COUNT, where);
    }
    List<Neighbour> first = neighbours(ultrapeers, features, in);
    List<Neighbour> second = neighbours(leaves, features, in);
    String agents = "";
    if ((features & AGENTS) != 0) {
      agents = WireReader.utf8(Ggep.inflate(in.rest()), where);
    }
    return new Answer(features, first, second, agents);
  }

  private static List<Neighbour> neighbours(int count, int features, WireReader in)
      throws MalformedException {
    List<Neighbour> found = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      HostAddress address = in.hostAddress();
      int minutes = (features & MINUTES) != 0 ? in.u16() : 0;
      String locale = (features & LOCALE) != 0 ? in.ascii(2) : "";
      found.add(new Neighbour(address, minutes, locale));
    }
    return List.copyOf(found);
  }
}
