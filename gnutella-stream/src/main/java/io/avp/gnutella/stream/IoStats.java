package io.avp.gnutella.stream;

import java.util.List;
import java.util.Map;

/**
 * Gauges now and sums since the start, over all I/O shards.
 *
 * @param open living sockets, closing ones included
 * @param handshaking sockets before the end of their handshake, dials included
 * @param closed ended connections by reason
 * @param http living HTTP and GIV sockets
 * @param inflaters living inflaters (up to 40 KB of native memory each)
 * @param deflaters living deflaters (about 256 KB of native memory each)
 * @param acceptPauses how often listeners stopped accepting because of the limit of connections
 * @param readPauses how often a connection was not read for want of its owner's credit
 * @param roundWaits how often nothing was read because the stream, or writing, was behind
 * @param framesWithoutConnection frames submitted for connections that had ended
 * @param queuedBytes bytes that wait in send queues
 * @param queueDropped frames dropped from send queues, by {@code DescriptorType.priority()} (6
 *     entries)
 * @param datagramPauses how often a port took no datagrams because of the limit per second
 * @param datagramsIn datagrams given to owners
 * @param datagramsMalformed datagrams dropped because their length is not what their header says
 * @param datagramsUnsent datagrams dropped because the socket was full or refused them
 */
public record IoStats(
    int open,
    int handshaking,
    Map<CloseReason, Long> closed,
    int http,
    int inflaters,
    int deflaters,
    long acceptPauses,
    long readPauses,
    long roundWaits,
    long framesWithoutConnection,
    long queuedBytes,
    List<Long> queueDropped,
    long datagramPauses,
    long datagramsIn,
    long datagramsMalformed,
    long datagramsUnsent) {}
