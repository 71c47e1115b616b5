package io.avp.aol.topology;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known when a handshake asks for a verdict.
 *
 * @param remote the other end of the socket
 * @param outgoing true if we dialled
 * @param mode what the other side is, if it says so: by {@code X-Ultrapeer}, or by speaking 0.4
 * @param crawler true if the header {@code Crawler} is there
 * @param gnutellaPackets false if an {@code Accept} header is there that does not name Gnutella
 * @param userAgent as sent, empty if absent
 * @param ourGuid true if the other side names our own servent GUID: we dialled ourselves
 * @param guidConnected true if a servent of that GUID is connected already
 * @param addressConnected true if the other side's listening address is connected already
 * @param remoteConnections relations from the same IP address so far
 * @param room modes of which a slot is free
 * @param stopping true if the virtual peer is about to stop
 * @param siblings other virtual peers with room, best first
 */
public record AdmissionFacts(
    HostAddress remote,
    boolean outgoing,
    Optional<PeerMode> mode,
    boolean crawler,
    boolean gnutellaPackets,
    String userAgent,
    boolean ourGuid,
    boolean guidConnected,
    boolean addressConnected,
    int remoteConnections,
    Set<PeerMode> room,
    boolean stopping,
    List<HostAddress> siblings) {}
