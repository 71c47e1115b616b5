package io.avp.nol.monitor;

import io.avp.gnutella.stream.ConnectionSnapshot;

/**
 * What an overlay link is told of its connection. Counters are totals, so that a lost report loses
 * nothing; the growth since the report before is beside them.
 *
 * @param totals the connection's own exact account
 * @param bytesInDelta bytes read since the last report
 * @param bytesOutDelta bytes written since the last report
 * @param droppedDelta frames dropped by the full queue since the last report
 * @param inPerSecond bytes read per second since the last report
 * @param outPerSecond bytes written per second since the last report
 * @param rttMillis smoothed round-trip time, -1 if not measured
 * @param minRttMillis smallest round-trip time, -1 if not measured
 */
public record LinkReport(
    ConnectionSnapshot totals,
    long bytesInDelta,
    long bytesOutDelta,
    long droppedDelta,
    double inPerSecond,
    double outPerSecond,
    double rttMillis,
    double minRttMillis) {}
