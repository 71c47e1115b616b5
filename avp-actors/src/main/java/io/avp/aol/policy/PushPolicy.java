package io.avp.aol.policy;

import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AddressRates;
import io.avp.model.Decision;
import java.util.function.IntPredicate;

/**
 * Which pushes are passed on: a push makes a servent dial the address it names, so its number per
 * named address is bounded, whoever sends it. Not safe for several threads.
 */
public final class PushPolicy {
  private final IntPredicate reachable;
  private final AddressRates perRequester;

  /**
   * No push seen yet.
   *
   * @param reachable whether an address may be named
   * @param capacity most requesters remembered at a time
   */
  public PushPolicy(RateSettings settings, IntPredicate reachable, int capacity) {
    this.reachable = reachable;
    this.perRequester = new AddressRates(settings.requesterPushes(), capacity);
  }

  /**
   * Judges a push by the address that it wants dialled.
   *
   * @return {@link Decision#REFUSE} for an address that nobody may dial, {@link Decision#IGNORE} if
   *     that address was named too often
   */
  public Decision decide(HostAddress requester, long nowNanos) {
    if (requester.port() == 0 || !reachable.test(requester.ip())) {
      return Decision.REFUSE;
    }
    return perRequester.permit(requester.ip(), nowNanos) ? Decision.PERMIT : Decision.IGNORE;
  }
}
