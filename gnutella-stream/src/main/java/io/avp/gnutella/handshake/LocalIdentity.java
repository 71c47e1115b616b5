package io.avp.gnutella.handshake;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.time.Instant;

/**
 * What we say about ourselves in a handshake.
 *
 * @param mode ultrapeer or leaf
 * @param userAgent our own name and version; never another program's
 * @param guid our servent GUID
 * @param listenAddress where we can be dialled
 * @param degree ultrapeer neighbours we aim at; leaves of gtk-gnutella want at least 16
 * @param maxTtl largest TTL that we accept; LimeWire wants less than 5
 * @param liveSince when this incarnation began
 */
public record LocalIdentity(
    PeerMode mode,
    String userAgent,
    Guid guid,
    HostAddress listenAddress,
    int degree,
    int maxTtl,
    Instant liveSince) {}
