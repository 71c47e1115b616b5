package io.avp.aol.topology;

import io.avp.gnutella.wire.HostAddress;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Where a member accepts connections, if it does. What was tried counts more than what it says of
 * itself, and it can only speak for the address that it comes from: else everybody could have
 * others dialled.
 *
 * @param reachable whether an address may be dialled
 */
public record ListeningRule(IntPredicate reachable) {
  /**
   * The address.
   *
   * @param remote the other end of its socket
   * @param outgoing true if we dialled it there
   * @param claimed what its handshake said, if anything
   * @param proved where a connect-back probe has reached it, if one has
   * @param firewalled true if it asked for a push proxy, or a probe did not reach it
   */
  public Optional<HostAddress> address(
      HostAddress remote,
      boolean outgoing,
      Optional<HostAddress> claimed,
      Optional<HostAddress> proved,
      boolean firewalled) {
    Optional<HostAddress> listens =
        outgoing ? Optional.of(remote) : proved.or(() -> firewalled ? Optional.empty() : claimed);
    return listens.filter(
        address ->
            address.ip() == remote.ip() && address.port() != 0 && reachable.test(address.ip()));
  }
}
