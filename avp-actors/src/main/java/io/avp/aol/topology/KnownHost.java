package io.avp.aol.topology;

import io.avp.gnutella.wire.HostAddress;

/**
 * A line of the host cache.
 *
 * @param address where it may be dialled
 * @param lastSeenMillis when it was last heard of, milliseconds since 1970
 * @param successes dials that became relations
 * @param failures dials since the last success that did not
 */
public record KnownHost(HostAddress address, long lastSeenMillis, int successes, int failures) {
  /** True if a dial has succeeded once. */
  public boolean tested() {
    return successes > 0;
  }

  KnownHost seen(long nowMillis) {
    return new KnownHost(address, Math.max(lastSeenMillis, nowMillis), successes, failures);
  }

  KnownHost succeeded(long nowMillis) {
    return new KnownHost(address, nowMillis, Math.min(successes + 1, 1_000_000), 0);
  }

  KnownHost failed() {
    return new KnownHost(address, lastSeenMillis, successes, Math.min(failures + 1, 1_000_000));
  }
}
