package io.avp.aol.topology;

import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is known when a handshake asks for a verdict.
 *
 * @param remote the other end of the socket
 * @param outgoing true if we dialled
 * @param ultrapeer the header {@code X-Ultrapeer}, if it is there
 * @param crawler true if the header {@code Crawler} is there
 * @param gnutellaPackets false if an {@code Accept} header is there that does not name Gnutella
 * @param userAgent as sent, empty if absent
 * @param ourGuid true if the other side names our own servent GUID: we dialled ourselves
 * @param guidConnected true if a servent of that GUID is connected already
 * @param addressConnected true if the other side's listening address is connected already
 * @param remoteConnections relations from the same IP address so far
 * @param leafRoom true if a leaf's slot is free
 * @param ultrapeerRoom true if an ultrapeer's slot is free
 * @param stopping true if the virtual peer is about to stop
 * @param siblings other virtual peers with room, best first
 */
public record AdmissionFacts(
    HostAddress remote,
    boolean outgoing,
    Optional<Boolean> ultrapeer,
    boolean crawler,
    boolean gnutellaPackets,
    String userAgent,
    boolean ourGuid,
    boolean guidConnected,
    boolean addressConnected,
    int remoteConnections,
    boolean leafRoom,
    boolean ultrapeerRoom,
    boolean stopping,
    List<HostAddress> siblings) {}
