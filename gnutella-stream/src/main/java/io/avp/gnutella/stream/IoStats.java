package io.avp.gnutella.stream;

import java.util.Map;

/**
 * Sums over all I/O shards since the start.
 *
 * @param open living sockets
 * @param handshaking sockets before the end of their handshake
 * @param closed ended connections by reason
 */
public record IoStats(int open, int handshaking, Map<CloseReason, Long> closed) {}
