package io.avp.aol.topology;

import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AddressRates;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Whom a virtual peer dials now: first those that the configuration names, then hosts of the cache,
 * until it has the ultrapeers it wants.
 *
 * @param configured always dialled while not connected, also when dialling out is off
 * @param dialOut whether hosts of the cache may be dialled
 * @param maxPending most dials under way, 1 or more
 */
public record DialController(List<HostAddress> configured, boolean dialOut, int maxPending) {
  private static final int CHOICE = 3;

  /** Copies the list. */
  public DialController {
    configured = List.copyOf(configured);
  }

  /**
   * Whom to dial, if the budget of the cluster permits it.
   *
   * @param wanted ultrapeers wanted in all
   * @param ultrapeers ultrapeers connected
   * @param pending addresses being dialled
   * @param never addresses not to dial: connected ones, our own, siblings
   * @param asked addresses that were chosen a short time ago, and are not chosen again yet: so a
   *     host whose budget is used up does not stand in the way of others
   * @param random spreads dials over the better hosts, so that not everybody dials the same one
   */
  public List<HostAddress> dials(
      int wanted,
      int ultrapeers,
      Set<HostAddress> pending,
      Set<HostAddress> never,
      HostCache cache,
      AddressRates asked,
      long nowNanos,
      RandomGenerator random) {
    Set<HostAddress> dials = new LinkedHashSet<>();
    int room = maxPending - pending.size();
    for (HostAddress address : configured) {
      if (dials.size() < room
          && free(address, pending, never, dials)
          && asked.permit(address.ip(), nowNanos)) {
        dials.add(address);
      }
    }
    int missing = wanted - ultrapeers - pending.size() - dials.size();
    if (dialOut && missing > 0) {
      fromCache(missing, room, pending, never, cache, asked, nowNanos, random, dials);
    }
    return List.copyOf(dials);
  }

  private static void fromCache(
      int missing,
      int room,
      Set<HostAddress> pending,
      Set<HostAddress> never,
      HostCache cache,
      AddressRates asked,
      long nowNanos,
      RandomGenerator random,
      Set<HostAddress> dials) {
    List<HostAddress> candidates = new ArrayList<>();
    for (KnownHost host : cache.best()) {
      if (free(host.address(), pending, never, dials)
          && asked.wouldPermit(host.address().ip(), nowNanos)) {
        candidates.add(host.address());
      }
    }
    int enough = Math.min(room, dials.size() + missing);
    while (dials.size() < enough && !candidates.isEmpty()) {
      // Drawn from the best few only: a good host stays likely, a crowd does not form.
      int bound = Math.min(candidates.size(), CHOICE * missing);
      HostAddress chosen = candidates.remove(random.nextInt(bound));
      if (asked.permit(chosen.ip(), nowNanos)) {
        dials.add(chosen);
      }
    }
  }

  private static boolean free(
      HostAddress address,
      Set<HostAddress> pending,
      Set<HostAddress> never,
      Set<HostAddress> dials) {
    return !pending.contains(address) && !never.contains(address) && !dials.contains(address);
  }
}
