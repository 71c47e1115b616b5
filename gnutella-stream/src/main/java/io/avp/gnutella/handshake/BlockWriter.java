package io.avp.gnutella.handshake;

import io.avp.gnutella.wire.HostAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes our groups: names in the casing that LimeWire compares exactly, no folded line, at most 30
 * fields (fact sheet, section 0).
 */
final class BlockWriter {
  private static final int MAX_TRY = 10;

  private final StringBuilder text = new StringBuilder(768);

  private BlockWriter(String firstLine) {
    text.append(clean(firstLine)).append("\r\n");
  }

  /** Group 1. */
  static BlockWriter hello() {
    return new BlockWriter("GNUTELLA CONNECT/0.6");
  }

  /** Group 2 or 3. */
  static BlockWriter status(int code, String reason) {
    return new BlockWriter("GNUTELLA/0.6 " + code + " " + reason);
  }

  /** A whole group of 0.4: one line, ended by LF alone. */
  static byte[] legacy(String line) {
    return (line + "\n\n").getBytes(StandardCharsets.US_ASCII);
  }

  BlockWriter header(String name, String value) {
    text.append(name).append(": ").append(clean(value)).append("\r\n");
    return this;
  }

  /**
   * Everything that a good ultrapeer, or a good leaf, says of itself; the same in groups 1 and 2.
   */
  BlockWriter identity(LocalIdentity self, HostAddress remote) {
    boolean ultrapeer = self.mode() == PeerMode.ULTRAPEER;
    String listen = self.listenAddress().toString();
    header("Node", listen);
    header("Remote-IP", HostAddress.ipText(remote.ip()));
    header("User-Agent", self.userAgent());
    header("Pong-Caching", "0.1");
    header("Bye-Packet", "0.1");
    header("GGEP", "0.5");
    header("GUID", self.guid().toString());
    header("Vendor-Message", "0.2");
    header("X-Query-Routing", "0.2");
    header("X-Requeries", "False");
    header("Accept-Encoding", "deflate");
    header("X-Ultrapeer", ultrapeer ? "True" : "False");
    header("X-Ultrapeer-Query-Routing", "0.1");
    header("X-Degree", Integer.toString(self.degree()));
    header("X-Max-TTL", Integer.toString(self.maxTtl()));
    header("X-Dynamic-Querying", "0.1");
    header("X-Ext-Probes", "0.1");
    header("Listen-IP", listen);
    return header(
        "X-Live-Since",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(self.liveSince().atOffset(ZoneOffset.UTC)));
  }

  /** What an error still says of us. */
  BlockWriter shortIdentity(LocalIdentity self, HostAddress remote) {
    header("User-Agent", self.userAgent());
    header("Remote-IP", HostAddress.ipText(remote.ip()));
    return header("X-Ultrapeer", self.mode() == PeerMode.ULTRAPEER ? "True" : "False");
  }

  /** Names siblings; nothing if there are none. */
  BlockWriter tryUltrapeers(List<HostAddress> hosts) {
    return hosts.isEmpty() ? this : header("X-Try-Ultrapeers", list(hosts, MAX_TRY));
  }

  /** A field of addresses for a crawler. */
  BlockWriter hosts(String name, List<HostAddress> hosts) {
    return header(name, list(hosts, 64));
  }

  byte[] end() {
    return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String list(List<HostAddress> hosts, int most) {
    return hosts.stream().limit(most).map(HostAddress::toString).collect(Collectors.joining(","));
  }

  private static String clean(String value) {
    return value.codePoints().anyMatch(Character::isISOControl)
        ? value.replaceAll("\\p{Cc}", " ")
        : value;
  }
}
