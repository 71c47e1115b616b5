package io.avp.aol.policy;

import io.avp.gnutella.wire.HostAddress;
import io.avp.model.Decision;
import java.util.function.IntPredicate;

/**
 * Which connect-back probes are made: only for members and neighbours, only to the address that the
 * relation itself comes from, within the relation's rate.
 *
 * @param reachable whether an address may be dialled
 */
public record ConnectBackPolicy(IntPredicate reachable) {
  /**
   * Judges a request.
   *
   * @param relation the other end of the relation's socket
   * @param port the port it wants dialled, 0 to 65535
   * @param rates what the relation has left
   */
  public Decision decide(HostAddress relation, int port, RatePolicy rates, long nowNanos) {
    if (port == 0 || !reachable.test(relation.ip())) {
      return Decision.REFUSE;
    }
    return rates.connectBack(nowNanos);
  }
}
