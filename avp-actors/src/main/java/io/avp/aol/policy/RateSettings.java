package io.avp.aol.policy;

import io.avp.model.RateLimit;

/**
 * What one relation may send.
 *
 * @param leafQueries queries of a leaf
 * @param ultrapeerQueries queries that an ultrapeer relays
 * @param leafPings pings of a leaf that are not alive pings
 * @param ultrapeerPings pings of an ultrapeer that are not alive pings
 * @param requesterPushes pushes in the name of one requester's address
 * @param connectBacks connect-back probes for one member
 * @param tables query tables, or changes of one, of one member
 * @param vendors vendor messages of one member
 */
public record RateSettings(
    RateLimit leafQueries,
    RateLimit ultrapeerQueries,
    RateLimit leafPings,
    RateLimit ultrapeerPings,
    RateLimit requesterPushes,
    RateLimit connectBacks,
    RateLimit tables,
    RateLimit vendors) {
  /**
   * Limits that no honest servent reaches: leaves 1 query/s (30 at once), ultrapeers 200/s (1,000
   * at once), pings 1 in 60 s and 1 in 3 s, 5 pushes in 30 s, 1 connect-back a minute (2 at once),
   * 1 table in 5 s (20 at once), 10 vendor messages a second (200 at once).
   */
  public static final RateSettings STANDARD =
      new RateSettings(
          RateLimit.of(1, 1, 30),
          RateLimit.of(200, 1, 1_000),
          RateLimit.of(1, 60, 2),
          RateLimit.of(1, 3, 2),
          RateLimit.of(5, 30, 5),
          RateLimit.of(1, 60, 2),
          RateLimit.of(1, 5, 20),
          RateLimit.of(10, 1, 200));
}
