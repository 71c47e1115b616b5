package io.avp.aol.topology;

import io.avp.model.AddressRates;
import io.avp.model.RateLimit;

/**
 * Never more than two dials within a minute to one IP address, whatever asks for them: servents ban
 * addresses that hammer. Not safe for several threads.
 */
public final class DialBudget {
  private static final RateLimit TWO_A_MINUTE = new RateLimit(60_000_000_000L, 2);

  private final AddressRates rates;

  /** An empty budget that remembers at most {@code capacity} addresses. */
  public DialBudget(int capacity) {
    this.rates = new AddressRates(TWO_A_MINUTE, capacity);
  }

  /** Takes a dial; false if the address has had its share, or too many others were dialled. */
  public boolean permit(int ip, long nowNanos) {
    return rates.permit(ip, nowNanos);
  }

  /** True if {@link #permit} would say yes; takes nothing. */
  public boolean wouldPermit(int ip, long nowNanos) {
    return rates.wouldPermit(ip, nowNanos);
  }

  /** Addresses remembered at the moment. */
  public int size() {
    return rates.size();
  }
}
