package io.avp.gnutella.stream;

import java.util.Locale;

/**
 * Why a connection ended: supplies the Bye code, the word in logs and the label of metrics.
 *
 * <p>Codes of 200 and above follow the practice of gtk-gnutella (fact sheet, section 9.5); 0 means
 * that no Bye is sent, because none can be.
 */
public enum CloseReason {
  REMOTE_CLOSED(0, "Closed by the other side"),
  REMOTE_BYE(0, "Bye received"),
  SHUTDOWN(200, "Servent shutdown"),
  OPERATOR(201, "Closed by the operator"),
  MAKING_ROOM(202, "Making room for another node"),
  TOO_LARGE(400, "Message too large"),
  TOO_MANY_DUPLICATES(401, "Too many duplicates"),
  HIGH_TTL(403, "Relayed too many messages with a high TTL"),
  TX_STALLED(405, "Transmission stalled"),
  NO_ALIVE_REPLY(406, "No reply to alive pings"),
  SECURITY_VIOLATION(412, "Security violation"),
  BAD_QRP(413, "QRP error"),
  LEAF_RELAYED(414, "Leaf node relayed a message"),
  INTERNAL_ERROR(500, "Internal error"),
  IO_ERROR(0, "Network error"),
  QUEUE_FULL(502, "Send queue full"),
  HANDSHAKE_TIMEOUT(0, "Handshake took too long"),
  HANDSHAKE_MALFORMED(0, "Malformed handshake"),
  HANDSHAKE_TOO_LARGE(0, "Handshake too large"),
  HANDSHAKE_REFUSED(0, "Refused in the handshake"),
  HANDSHAKE_REFUSED_BY_REMOTE(0, "The other side refused in the handshake"),
  CRAWLED(0, "A crawler got its answer"),
  UNKNOWN_PROTOCOL(0, "First bytes of no known protocol"),
  INFLATE_FAILED(400, "Bad deflate stream"),
  INFLATE_BOMB(400, "Deflate stream expands too much"),
  UNREACHABLE_RANGE(0, "Address is outside the reachable ranges"),
  TOO_MANY_CONNECTIONS(0, "Limit of connections reached"),
  CONNECT_FAILED(0, "Could not connect"),
  HTTP_DONE(0, "HTTP exchange finished"),
  HTTP_REFUSED(0, "HTTP not served here"),
  PUSH_UNEXPECTED(0, "Nobody waits for this push"),
  HTTP_IDLE(0, "Nothing moved on an HTTP connection"),
  TOO_MANY_HTTP(0, "Limit of HTTP connections reached"),
  PROBE_DONE(0, "Connect-back probe finished"),
  SIBLING_GONE(0, "The other virtual peer has ended");

  private final int byeCode;
  private final String text;

  CloseReason(int byeCode, String text) {
    this.byeCode = byeCode;
    this.text = text;
  }

  /** Code of the Bye that announces it; 0 if none is sent. */
  public int byeCode() {
    return byeCode;
  }

  /** What a Bye and a person are told. */
  public String text() {
    return text;
  }

  /** The word for logs and metric labels: lower case, underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
