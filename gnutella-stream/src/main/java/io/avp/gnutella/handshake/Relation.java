package io.avp.gnutella.handshake;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.Optional;

/**
 * What a finished handshake says about the other side and about the connection.
 *
 * @param outgoing true if we dialled
 * @param localMode what we are in this relation
 * @param remoteMode what the other side is
 * @param userAgent as sent, at most 256 characters, not escaped; empty if absent
 * @param listenAddress from {@code Listen-IP}, {@code Node} or {@code X-My-Address}
 * @param guid the servent GUID, if the other side names it
 * @param inflateInbound the other side compresses what it sends
 * @param deflateOutbound we compress what we send
 * @param ggep may be sent GGEP blocks
 * @param vendorMessages understands vendor messages
 * @param bye understands Bye
 * @param leafQrp speaks QRP between leaf and ultrapeer
 * @param ultrapeerQrp speaks QRP between ultrapeers
 * @param dynamicQuerying runs dynamic queries
 * @param extendedProbes repeated probes with a larger TTL are no duplicates
 * @param degree announced number of ultrapeer neighbours; 6 if absent
 * @param maxTtl largest TTL accepted for queries; 7 if absent
 */
public record Relation(
    boolean outgoing,
    PeerMode localMode,
    PeerMode remoteMode,
    String userAgent,
    Optional<HostAddress> listenAddress,
    Optional<Guid> guid,
    boolean inflateInbound,
    boolean deflateOutbound,
    boolean ggep,
    boolean vendorMessages,
    boolean bye,
    boolean leafQrp,
    boolean ultrapeerQrp,
    boolean dynamicQuerying,
    boolean extendedProbes,
    int degree,
    int maxTtl) {}
