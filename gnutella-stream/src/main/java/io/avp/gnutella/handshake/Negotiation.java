package io.avp.gnutella.handshake;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what first lines and header fields mean (fact sheet, section 1.5). */
final class Negotiation {
  private static final String PACKETS = "application/x-gnutella-packets";
  private static final int MAX_USER_AGENT = 256;
  private static final int MAX_TRY = 20;

  private Negotiation() {}

  /** False if the other side names content types and ours is not among them. */
  static boolean speaksGnutellaPackets(Headers headers) {
    return headers.get("Accept").map(v -> v.contains(PACKETS)).orElse(true)
        && headers.get("Content-Type").map(v -> v.contains(PACKETS)).orElse(true);
  }

  static boolean isTrue(Headers headers, String name) {
    return headers.get(name).map(v -> v.equalsIgnoreCase("true")).orElse(false);
  }

  static boolean isFalse(Headers headers, String name) {
    return headers.get(name).map(v -> v.equalsIgnoreCase("false")).orElse(false);
  }

  static boolean inflates(Headers headers) {
    return headers.hasToken("Accept-Encoding", "deflate");
  }

  static boolean deflates(Headers headers) {
    return headers.hasToken("Content-Encoding", "deflate");
  }

  /** Hosts that the other side proposes, on any status; what is no address is passed over. */
  static List<HostAddress> tryUltrapeers(Headers headers) {
    List<HostAddress> hosts = new ArrayList<>();
    for (String name : List.of("X-Try-Ultrapeers", "X-Try")) {
      for (String part : headers.get(name).orElse("").split(",")) {
        String[] words = part.strip().split("\\s+");
        address(words[0]).filter(h -> hosts.size() < MAX_TRY).ifPresent(hosts::add);
      }
    }
    return List.copyOf(hosts);
  }

  static Relation relation(
      boolean outgoing,
      PeerMode localMode,
      PeerMode remoteMode,
      Headers headers,
      boolean inflateInbound,
      boolean deflateOutbound) {
    String agent = headers.get("User-Agent").orElse("");
    return new Relation(
        outgoing,
        localMode,
        remoteMode,
        AgentNames.shared(agent.substring(0, Math.min(agent.length(), MAX_USER_AGENT))),
        listenAddress(headers),
        headers.get("GUID").flatMap(Negotiation::guid),
        inflateInbound,
        deflateOutbound,
        version(headers, "GGEP") >= 0.5,
        version(headers, "Vendor-Message") > 0,
        version(headers, "Bye-Packet") > 0,
        version(headers, "X-Query-Routing") > 0,
        version(headers, "X-Ultrapeer-Query-Routing") > 0,
        version(headers, "X-Dynamic-Querying") > 0,
        version(headers, "X-Ext-Probes") > 0,
        number(headers, "X-Degree", 1, 1000, 6),
        number(headers, "X-Max-TTL", 1, 255, 7));
  }

  private static Optional<HostAddress> listenAddress(Headers headers) {
    for (String name : List.of("Listen-IP", "Node", "X-My-Address")) {
      Optional<HostAddress> found =
          headers.get(name).flatMap(v -> address(v.split(",", 2)[0].strip()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<HostAddress> address(String text) {
    try {
      return Optional.of(HostAddress.parse(text)).filter(a -> a.port() != 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the field is optional, and many servents fill it with other things
    }
  }

  private static Optional<Guid> guid(String text) {
    try {
      return Optional.of(Guid.parse(text)).filter(g -> !g.isBlank());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // as if it were absent
    }
  }

  private static double version(Headers headers, String name) {
    try {
      return headers.get(name).map(v -> Double.parseDouble(v.strip())).orElse(0.0);
    } catch (NumberFormatException e) {
      return 0; // a feature whose version cannot be read is absent
    }
  }

  private static int number(Headers headers, String name, int min, int max, int absent) {
    try {
      return headers
          .get(name)
          .map(v -> Math.max(min, Math.min(max, Integer.parseInt(v.strip()))))
          .orElse(absent);
    } catch (NumberFormatException e) {
      return absent;
    }
  }

  /** True if a version of an offer has three groups. */
  static boolean isAtLeast06(String version) {
    try {
      return Double.parseDouble(version) >= 0.6;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The number of a status line, or -1. */
  static int status(String line) {
    if (!line.matches("GNUTELLA/\\d+\\.\\d+ \\d{3}( .*)?")) {
      return -1;
    }
    int space = line.indexOf(' ');
    return Integer.parseInt(line.substring(space + 1, space + 4));
  }
}
