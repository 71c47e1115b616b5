package io.avp.aol.topology;

import io.avp.model.AddressRates;
import io.avp.model.RateLimit;

/**
 * Never more than two dials within a minute to one IP address, whatever asks for them: servents ban
 * addresses that hammer (gtk-gnutella: at the third dial, for five minutes).
 *
 * <p>The second of the two is kept for hand-overs, which come when they come; so no ordinary dial
 * can starve them, and a member that was full at the first dial can be dialled once more when its
 * old relation has ended. Not safe for several threads.
 */
public final class DialBudget {
  private static final RateLimit TWO_A_MINUTE = new RateLimit(60_000_000_000L, 2);

  private final AddressRates rates;

  /** An empty budget that remembers at most {@code capacity} addresses. */
  public DialBudget(int capacity) {
    this.rates = new AddressRates(TWO_A_MINUTE, capacity);
  }

  /** Takes a dial; false if the address has had its share, or too many others were dialled. */
  public boolean permit(int ip, DialPurpose purpose, long nowNanos) {
    return switch (purpose) {
      case ORDINARY -> rates.isFull(ip, nowNanos) && rates.permit(ip, nowNanos);
      case HAND_OVER -> rates.permit(ip, nowNanos);
    };
  }

  /** Notes a dial that was permitted elsewhere; takes what is left if it is too many. */
  public void dialled(int ip, long whenNanos) {
    rates.permit(ip, whenNanos);
  }

  /** Addresses remembered at the moment. */
  public int size() {
    return rates.size();
  }
}
