package io.avp.actor;

import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Locale;

/**
 * How the virtual peers of a node behave towards servents; defaults in {@code reference.conf} under
 * {@code avp.gnutella}.
 *
 * @param host IPv4 address that they bind and announce, as a big-endian number
 * @param dial ultrapeers that every virtual peer keeps a relation to
 * @param dialOut also dial hosts that were learnt
 * @param userAgent what they call themselves
 * @param reachable ranges that may be dialled, accepted, named
 * @param leavesMax most leaves per virtual peer
 * @param ultrapeersMax most ultrapeers per virtual peer
 * @param deflate whose connections are compressed
 */
public record GnutellaSettings(
    int host,
    List<HostAddress> dial,
    boolean dialOut,
    String userAgent,
    List<String> reachable,
    int leavesMax,
    int ultrapeersMax,
    Deflate deflate) {

  /** Whose connections are compressed. */
  public enum Deflate {
    /** Only between ultrapeers. */
    ULTRAPEERS,
    /** Whoever can inflate. */
    ALL,
    /** Nobody's. */
    NONE;

    private static Deflate parse(String text) {
      for (Deflate choice : values()) {
        if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
          return choice;
        }
      }
      throw new IllegalArgumentException("'" + text + "' is not one of ultrapeers, all, none");
    }
  }

  public GnutellaSettings {
    dial = List.copyOf(dial);
    reachable = List.copyOf(reachable);
  }

  static GnutellaSettings from(SectionSettings gnutella) {
    return new GnutellaSettings(
        gnutella.parsed("host", HostAddress::parseIp),
        gnutella.parsedList("dial", HostAddress::parse),
        gnutella.flag("dial-out"),
        gnutella.text("user-agent"),
        gnutella.parsedList("reachable", text -> text),
        gnutella.number("leaves-max", 0, 100_000),
        gnutella.number("ultrapeers-max", 0, 1_000),
        gnutella.parsed("deflate", Deflate::parse));
  }
}
